import * as credentials from '../domains/credentials/index.ts';
import { assertLiveApproved } from '../domains/launch/index.ts';
import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';

/** Issues a credential to the owner and gives its token, this once. Refuses: UNKNOWN_ORGANISATION, BAD_USER_INPUT, LIVE_NOT_APPROVED. */
export const issueCredential = useCase(
  'credential.issue',
  async (tx, input: credentials.NewCredential, { keyRing }) => {
    await getOrganisation(tx, tx.owner.organisationId);
    if (tx.owner.mode === 'live') await assertLiveApproved(tx);
    const issued = credentials.issueCredential(tx, keyRing, input);
    return { result: issued, subject: issued.id, event: null };
  },
);
