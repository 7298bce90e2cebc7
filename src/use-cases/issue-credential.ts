import * as credentials from '../domains/credentials/index.ts';
import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';
import type { Scope } from '../kernel/scopes.ts';

interface IssueCredential {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** Issues a credential to the owner and gives its token, this once. Refuses: UNKNOWN_ORGANISATION. */
export const issueCredential = useCase('credential.issue', async (tx, input: IssueCredential, { keyRing }) => {
  await getOrganisation(tx, tx.owner.organisationId);
  const issued = credentials.issueCredential(tx, keyRing, input);
  return { result: issued, subject: issued.id, event: null };
});
