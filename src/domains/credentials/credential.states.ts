import type { Transitions } from '../../kernel/state-machine.ts';

export const CREDENTIAL_STATES = ['active', 'rotated', 'revoked'] as const;

export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** An active credential is replaced by rotation or ended by revocation; neither comes back. */
export const CREDENTIAL_TRANSITIONS: Transitions<CredentialState> = {
  active: ['rotated', 'revoked'],
  rotated: ['revoked'],
  revoked: [],
};
