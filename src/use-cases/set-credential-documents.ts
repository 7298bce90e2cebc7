import { setTrustedDocumentsOnly } from '../domains/credentials/index.ts';
import { useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';

interface SetCredentialDocuments {
  readonly credentialId: string;
  readonly trustedDocumentsOnly: boolean;
}

/** Sets whether a credential runs registered documents alone; the operator alone does. Refuses: FORBIDDEN, CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE. */
export const setCredentialDocuments = useCase('credential.set_documents', async (tx, input: SetCredentialDocuments) => {
  if (tx.actor.kind !== 'operator') throw new Fault('FORBIDDEN');
  await setTrustedDocumentsOnly(tx, input.credentialId, input.trustedDocumentsOnly);
  return { result: input.credentialId, subject: input.credentialId, event: null };
});
