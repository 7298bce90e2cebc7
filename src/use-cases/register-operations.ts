import { type NewDocument, registerDocuments } from '../domains/documents/index.ts';
import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';

/** Registers documents that the owner's credentials may name by their hash; gives how many are new. Refuses: UNKNOWN_ORGANISATION. */
export const registerOperations = useCase('operations.register', async (tx, documents: readonly NewDocument[]) => {
  const { organisationId } = tx.owner;
  await getOrganisation(tx, organisationId);
  const added = await registerDocuments(tx, documents);
  return { result: added, subject: added > 0 ? organisationId : null, event: null };
});
