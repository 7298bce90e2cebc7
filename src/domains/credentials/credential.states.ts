export const CREDENTIAL_STATES = ['active', 'rotated', 'revoked'] as const;

export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** What decides a credential's state; it is derived, so that no job has to end an overlap in time. */
export interface CredentialLife {
  readonly revokedAt: Date | null;
  readonly overlapEndsAt: Date | null;
}

/** Revoked for good, rotated once the overlap with its replacement is over, else active; `expiresAt` is looked at apart. */
export const credentialState = ({ revokedAt, overlapEndsAt }: CredentialLife, now: Date): CredentialState => {
  if (revokedAt !== null) return 'revoked';
  return overlapEndsAt !== null && overlapEndsAt <= now ? 'rotated' : 'active';
};

/** Whether a credential is accepted at a moment; and if not, why. */
export const whyEnded = (
  life: CredentialLife & { readonly expiresAt: Date | null },
  now: Date,
): Exclude<CredentialState, 'active'> | 'expired' | null => {
  const state = credentialState(life, now);
  if (state !== 'active') return state;
  return life.expiresAt !== null && life.expiresAt <= now ? 'expired' : null;
};
