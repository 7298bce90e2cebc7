import { type CredentialUse, writeUses } from '../domains/credentials/index.ts';
import { useCase } from '../door/use-case.ts';

/** Remembers when and from where credentials were last used. Nothing is recorded of it: a use is no change. */
export const noteCredentialUses = useCase('credential.note_uses', async (tx, uses: readonly CredentialUse[]) => {
  writeUses(tx, uses);
  return { result: uses.length, subject: null, event: null };
});
