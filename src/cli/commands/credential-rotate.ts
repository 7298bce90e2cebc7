import { OVERLAP_HOURS_DEFAULT, OVERLAP_HOURS_MAX } from '../../domains/credentials/index.ts';
import { rotateCredential } from '../../use-cases/rotate-credential.ts';
import { command } from '../command.ts';
import { getCredentialOwner } from '../credential-owner.ts';
import { moment } from '../layout.ts';
import { defaulting, required } from '../parameters.ts';
import { credentialId, wholeNumber } from '../read-value.ts';

export const credentialRotate = command({
  name: 'credential rotate',
  say: 'replace a credential; the new token is shown this once, the old one works until the overlap ends',
  parameters: {
    credentialId: required('<credential>', 'its id, crd_…', credentialId),
    overlapHours: defaulting(
      '--overlap-hours <hours>',
      `hours that the old one goes on working, 0 to ${OVERLAP_HOURS_MAX}`,
      wholeNumber(0, OVERLAP_HOURS_MAX),
      String(OVERLAP_HOURS_DEFAULT),
    ),
  },
  run: async (context, { overlapHours, ...named }) => {
    const { house } = await context.openHouse();
    const { id: replaced, name, owner } = await getCredentialOwner(house, named.credentialId);
    const rotated = await rotateCredential(house, context.call(owner), { credentialId: replaced, overlapHours });
    const { id, token, overlapEndsAt } = rotated;
    return {
      json: { id, token, ...owner, name, replaced, overlapEndsAt },
      text: () => [token],
      notes: [
        `${id} replaces ${replaced} (${name}), which works until ${moment(overlapEndsAt)}.`,
        'The token above cannot be shown again; keep it secret.',
      ],
    };
  },
});
