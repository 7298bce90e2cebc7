import { createHmac } from 'node:crypto';
import { makeIccid } from '../../kernel/iccid.ts';

/** International networks (ITU-T E.164 country code 882), an issuer that is nobody's, 20 digits. */
const ISSUER = { country: '882', issuer: '99', length: 20 } as const;

/** Account numbers that fit such an ICCID. */
const ACCOUNT_SPACE = 10n ** 12n;

/**
 * The eSIM that a reference means in the sandbox: derived from it, so that asking twice gives the same one. Two references
 * may mean the same ICCID; every `round` above 0 derives another one.
 */
export const sandboxProfile = (reference: string, round: number) => {
  const derived = createHmac('sha256', 'onyx sandbox carrier').update(
    round === 0 ? reference : `${reference} ${round}`,
  );
  const digest = derived.digest();
  return {
    kind: 'ready',
    iccid: makeIccid({ ...ISSUER, account: digest.readBigUInt64BE(0) % ACCOUNT_SPACE }),
    activation: {
      smdpAddress: 'smdp.sandbox.onyx.example',
      matchingId: digest.toString('hex', 8, 24).toUpperCase(),
    },
  } as const;
};

/** An eSIM as the sandbox prepares it. */
export type SandboxProfile = ReturnType<typeof sandboxProfile>;
