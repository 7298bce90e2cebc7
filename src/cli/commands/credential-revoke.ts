import { REVOKE_REASONS } from '../../domains/credentials/index.ts';
import { revokeCredential } from '../../use-cases/revoke-credential.ts';
import { command } from '../command.ts';
import { getCredentialOwner } from '../credential-owner.ts';
import { defaulting, required } from '../parameters.ts';
import { credentialId, oneOf } from '../read-value.ts';

export const credentialRevoke = command({
  name: 'credential revoke',
  say: 'end a credential: within a second every server refuses it',
  parameters: {
    credentialId: required('<credential>', 'its id, crd_…', credentialId),
    reason: defaulting('--reason <reason>', REVOKE_REASONS.join(', '), oneOf(REVOKE_REASONS), 'not_needed'),
  },
  run: async (context, { reason, ...named }) => {
    const { house } = await context.openHouse();
    const { id, name, owner } = await getCredentialOwner(house, named.credentialId);
    await revokeCredential(house, context.call(owner), { credentialId: id, reason });
    return { json: { id, name, ...owner, state: 'revoked', reason }, text: () => [`${id} (${name}) is revoked.`] };
  },
});
