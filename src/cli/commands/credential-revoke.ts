import { findCredential } from '../../domains/credentials/index.ts';
import { Fault } from '../../kernel/fault.ts';
import { revokeCredential } from '../../use-cases/revoke-credential.ts';
import { command } from '../command.ts';
import { required } from '../parameters.ts';
import { credentialId } from '../read-value.ts';

export const credentialRevoke = command({
  name: 'credential revoke',
  say: 'end a credential: within a second every server refuses it',
  parameters: { credentialId: required('<credential>', 'its id, crd_…', credentialId) },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const found = await findCredential(house.database.tables(), named.credentialId);
    if (!found) throw new Fault('CREDENTIAL_NOT_FOUND');
    const { id, name, organisationId, mode } = found;
    await revokeCredential(house, context.call({ organisationId, mode }), { credentialId: id });
    return { json: { id, name, organisationId, mode, state: 'revoked' }, text: () => [`${id} (${name}) is revoked.`] };
  },
});
