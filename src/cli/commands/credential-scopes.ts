import { ALL_SCOPES } from '../../kernel/scopes.ts';
import { setCredentialScopes } from '../../use-cases/set-credential-scopes.ts';
import { command } from '../command.ts';
import { getCredentialOwner } from '../credential-owner.ts';
import { required } from '../parameters.ts';
import { credentialId, list, oneOf } from '../read-value.ts';

export const credentialScopes = command({
  name: 'credential scopes',
  say: 'set what a credential may do, in place of what it might before',
  parameters: {
    credentialId: required('<credential>', 'its id, crd_…', credentialId),
    scopes: required('<scopes>', `with commas between: ${ALL_SCOPES.join(', ')}`, list(oneOf(ALL_SCOPES))),
  },
  run: async (context, { scopes, ...named }) => {
    const { house } = await context.openHouse();
    const { id, name, owner } = await getCredentialOwner(house, named.credentialId);
    await setCredentialScopes(house, context.call(owner), { credentialId: id, scopes });
    return { json: { id, name, ...owner, scopes }, text: () => [`${id} (${name}) may now: ${scopes.join(', ')}.`] };
  },
});
