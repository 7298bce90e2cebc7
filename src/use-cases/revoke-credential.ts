import * as credentials from '../domains/credentials/index.ts';
import { useCase } from '../door/use-case.ts';

/** Ends one of the owner's credentials at once. Refuses: CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE. */
export const revokeCredential = useCase('credential.revoke', async (tx, input: { readonly credentialId: string }) => {
  const credential = await credentials.revokeCredential(tx, input.credentialId);
  return {
    result: credential.id,
    subject: credential.id,
    event: { type: 'credential.revoked', orderId: null, partnerOrderId: null, data: { credentialId: credential.id } },
  };
});
