import * as credentials from '../domains/credentials/index.ts';
import { useCase } from '../door/use-case.ts';

interface ExposedCredential {
  readonly credentialId: string;
  /** Where its secret was found. */
  readonly place: string;
}

/** Ends a credential whose secret was found, and records where. Does nothing where it has ended before. Refuses: CREDENTIAL_NOT_FOUND. */
export const revokeExposedCredential = useCase(
  'credential.revoke',
  async (tx, { credentialId, place }: ExposedCredential) => {
    const isRevoked = await credentials.revokeUnlessRevoked(tx, credentialId, 'exposed');
    if (isRevoked) await credentials.recordExposure(tx, { credentialId, kind: 'reported', place });
    return {
      result: isRevoked,
      subject: isRevoked ? credentialId : null,
      event: {
        type: 'credential.revoked',
        orderId: null,
        partnerOrderId: null,
        data: { credentialId, reason: 'EXPOSED' },
      },
    };
  },
);
