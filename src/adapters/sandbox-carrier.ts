import { createHmac } from 'node:crypto';
import type { Carrier, CarrierAnswer, PreparationRequest } from '../domains/esims/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { makeIccid } from '../kernel/iccid.ts';

interface SandboxCarrierOptions {
  readonly clock: Clock;
  /** How long a preparation takes. */
  readonly provisioningMs: number;
}

/** Packages that exist to be refused or checked, by the end of their id; every other one becomes ready. */
const SCENARIOS: readonly (readonly [string, CarrierAnswer])[] = [
  ['-rejected', { kind: 'rejected', reason: 'CARRIER_REJECTED' }],
  ['-out-of-stock', { kind: 'rejected', reason: 'CARRIER_OUT_OF_STOCK' }],
  ['-review', { kind: 'review', reason: 'CARRIER_REVIEW' }],
];

/** International networks (ITU-T E.164 country code 882), an issuer that is nobody's, 20 digits. */
const ISSUER = { country: '882', issuer: '99', length: 20 } as const;

/** Account numbers that fit such an ICCID. */
const ACCOUNT_SPACE = 10n ** 12n;

/** The eSIM that a reference means: derived from it, so that asking twice gives the same one. */
const profileOf = (reference: string): CarrierAnswer => {
  const digest = createHmac('sha256', 'onyx sandbox carrier').update(reference).digest();
  return {
    kind: 'ready',
    iccid: makeIccid({ ...ISSUER, account: digest.readBigUInt64BE(0) % ACCOUNT_SPACE }),
    activation: {
      smdpAddress: 'smdp.sandbox.onyx.example',
      matchingId: digest.toString('hex', 8, 24).toUpperCase(),
    },
  };
};

/** A carrier that behaves like one and sends nothing anywhere: it takes its time, and some packages do not come well. */
export const sandboxCarrier = ({ clock, provisioningMs }: SandboxCarrierOptions): Carrier => ({
  async prepare({ reference, packageId, askedAt }: PreparationRequest): Promise<CarrierAnswer> {
    const readyAt = new Date(askedAt.getTime() + provisioningMs);
    if (clock.now() < readyAt) return { kind: 'pending', askAgainAt: readyAt };
    const scenario = SCENARIOS.find(([ending]) => packageId.endsWith(ending));
    return scenario ? scenario[1] : profileOf(reference);
  },

  // No device fetches anything from here: what a sandbox eSIM lives through stands in our own rows alone.
  cancel: async () => 'cancelled',
});
