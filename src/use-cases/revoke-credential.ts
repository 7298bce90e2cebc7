import * as credentials from '../domains/credentials/index.ts';
import { useCase } from '../door/use-case.ts';

interface RevokeCredential {
  readonly credentialId: string;
  readonly reason: credentials.RevokeReason;
}

/** Ends one of the owner's credentials at once. Refuses: FORBIDDEN, CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE. */
export const revokeCredential = useCase('credential.revoke', async (tx, { credentialId, reason }: RevokeCredential) => {
  credentials.assertMayEnd(tx.actor, credentialId);
  await credentials.revokeCredential(tx, credentialId, reason);
  const data = { credentialId, reason: reason.toUpperCase() };
  return {
    result: credentialId,
    subject: credentialId,
    event: { type: 'credential.revoked', orderId: null, partnerOrderId: null, data },
  };
});
