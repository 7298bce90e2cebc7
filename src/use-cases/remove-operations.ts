import { removeDocuments } from '../domains/documents/index.ts';
import { useCase } from '../door/use-case.ts';

/** Takes registered documents away: within a second no server runs them by their hash. Refuses: UNKNOWN_DOCUMENT, removing none. */
export const removeOperations = useCase('operations.remove', async (tx, hashes: readonly string[]) => {
  await removeDocuments(tx, hashes);
  return { result: hashes.length, subject: tx.owner.organisationId, event: null };
});
