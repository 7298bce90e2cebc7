import type { Carrier, CarrierAnswer } from '../domains/esims/index.ts';
import type { SandboxProfile } from '../domains/sandbox/index.ts';
import { type SandboxPath, sandboxPathOf } from '../kernel/sandbox-path.ts';

export interface SandboxCarrierOptions {
  /** How long a preparation takes. */
  readonly provisioningMs: number;
  /** The eSIM of a reference: the same one, whenever it is asked for. */
  readonly profileOf: (reference: string) => Promise<SandboxProfile>;
}

const MINUTE_MS = 60_000;

const REVIEW: CarrierAnswer = { kind: 'review', reason: 'CARRIER_REVIEW' };
const REJECTED: CarrierAnswer = { kind: 'rejected', reason: 'CARRIER_REJECTED' };

/** How a preparation goes that is not simply ready when it is its time. */
interface Course {
  /** What is said until the end comes; where it is left out, that it is not ready yet. */
  readonly meanwhile?: CarrierAnswer;
  /** How much longer than any other it takes. */
  readonly laterMs?: number;
  /** Where it is left out, the eSIM. */
  readonly end?: CarrierAnswer;
}

const COURSES: Readonly<Partial<Record<SandboxPath, Course>>> = {
  late: { laterMs: 2 * MINUTE_MS },
  rejected: { end: REJECTED },
  'out-of-stock': { end: { kind: 'rejected', reason: 'CARRIER_OUT_OF_STOCK' } },
  review: { end: REVIEW },
  'review-ready': { meanwhile: REVIEW, laterMs: MINUTE_MS },
  'review-failed': { meanwhile: REVIEW, laterMs: MINUTE_MS, end: REJECTED },
};

const courseOf = (packageId: string): Course => {
  const path = sandboxPathOf(packageId);
  return (path && COURSES[path]) ?? {};
};

/**
 * A carrier that behaves like one and sends nothing anywhere: it takes its time, by the clock of the owner, and some
 * packages do not come well.
 */
export const sandboxCarrier = ({ provisioningMs, profileOf }: SandboxCarrierOptions): Carrier => ({
  async prepare({ reference, packageId, askedAt, now }): Promise<CarrierAnswer> {
    const { meanwhile, laterMs = 0, end } = courseOf(packageId);
    const answersAt = new Date(askedAt.getTime() + provisioningMs);
    if (now < answersAt) return { kind: 'pending', askAgainAt: answersAt };
    const endsAt = new Date(answersAt.getTime() + laterMs);
    if (now < endsAt) return meanwhile ?? { kind: 'pending', askAgainAt: endsAt };
    return end ?? profileOf(reference);
  },

  // No device fetches anything from here: what a sandbox eSIM lives through stands in our own rows alone.
  cancel: async () => 'cancelled',
});
