import { badInput } from '../../kernel/fault.ts';
import { setCredentialDocuments } from '../../use-cases/set-credential-documents.ts';
import { command } from '../command.ts';
import { getCredentialOwner } from '../credential-owner.ts';
import { flag, required } from '../parameters.ts';
import { credentialId } from '../read-value.ts';

const ONLY = '--trusted-documents-only';

export const credentialSet = command({
  name: 'credential set',
  say: 'set whether a credential runs registered operations alone',
  parameters: {
    credentialId: required('<credential>', 'its id, crd_…', credentialId),
    isTrustedOnly: flag(ONLY, 'registered operations alone'),
    isAny: flag('--any-document', 'any document'),
  },
  run: async (context, { isTrustedOnly, isAny, ...named }) => {
    if (isTrustedOnly === isAny) throw badInput({ field: ONLY, bound: 'its own or --any-document, not both' });
    const { house } = await context.openHouse();
    const { id, name, owner } = await getCredentialOwner(house, named.credentialId);
    const input = { credentialId: id, trustedDocumentsOnly: isTrustedOnly };
    await setCredentialDocuments(house, context.call(owner), input);
    return {
      json: { id, name, ...owner, trustedDocumentsOnly: isTrustedOnly },
      text: () => [`${id} (${name}) may run ${isTrustedOnly ? 'registered operations alone' : 'any document'}.`],
    };
  },
});
