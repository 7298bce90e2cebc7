import { readDocumentId } from '../../kernel/document-hash.ts';
import { badInput } from '../../kernel/fault.ts';
import { removeOperations } from '../../use-cases/remove-operations.ts';
import { command } from '../command.ts';
import { counted } from '../layout.ts';
import { getOrganisation, organisation } from '../owner.ts';
import { repeated } from '../parameters.ts';
import type { Reader } from '../read-value.ts';

const hash: Reader<string> = (text, field) => {
  const found = readDocumentId(text);
  if (found === null) throw badInput({ field, bound: 'the SHA-256 of operations, as `onyx operations list` shows it' });
  return found;
};

export const operationsRemove = command({
  name: 'operations remove',
  say: 'take registered operations away: within a second no server runs them by their hash',
  parameters: { hashes: repeated('<hash...>', 'the SHA-256 of each', hash), organisation },
  run: async (context, { hashes, ...named }) => {
    const { house } = await context.openHouse();
    const { id, name } = await getOrganisation(house, named.organisation);
    const chosen = [...new Set(hashes)];
    await removeOperations(house, context.call({ organisationId: id, mode: 'sandbox' }), chosen);
    return {
      json: { organisationId: id, removed: chosen },
      text: () => [`Removed ${counted(chosen.length, 'operation')} of ${name}.`],
    };
  },
});
