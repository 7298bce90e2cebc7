import * as credentials from '../domains/credentials/index.ts';
import { useCase } from '../door/use-case.ts';

interface RotateCredential {
  readonly credentialId: string;
  /** How long the old one goes on working, 0 to 168. */
  readonly overlapHours: number;
}

/**
 * Replaces a credential and gives the token of the new one, this once. No key protects it, for a repeat could not show
 * the token again: whose answer was lost rotates again with the old credential, which works until its overlap ends.
 * Refuses: FORBIDDEN, BAD_USER_INPUT, CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE, CREDENTIAL_REPLACED.
 */
export const rotateCredential = useCase('credential.rotate', async (tx, input: RotateCredential, { keyRing }) => {
  const { credentialId } = input;
  credentials.assertMayEnd(tx.actor, credentialId);
  const rotated = await credentials.rotateCredential(tx, keyRing, input);
  return {
    result: rotated,
    subject: credentialId,
    event: {
      type: 'credential.rotated',
      orderId: null,
      partnerOrderId: null,
      data: { credentialId, replacedBy: rotated.id, overlapEndsAt: rotated.overlapEndsAt.toISOString() },
    },
  };
});
