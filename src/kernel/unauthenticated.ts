import { Fault } from './fault.ts';

/**
 * Why a request is nobody's, as far as it may be said: of its header, and of a token's form, which is public arithmetic;
 * what became of a credential only to whoever has its secret. A wrong secret, a credential that never was and one that
 * is not accepted from this address are the same.
 */
const REASONS = {
  no_header: 'The request has no `Authorization` header.',
  not_bearer: 'The `Authorization` header does not say `Bearer` and one token behind it.',
  not_whole: 'This is no whole token: its form or its checksum is wrong, as of one that was cut or changed.',
  not_accepted: 'The token is whole, and no credential that this server accepts from here has it.',
  revoked: 'The credential was revoked.',
  rotated: 'The credential was rotated, and the overlap with its replacement is over.',
  expired: 'The credential has expired.',
} as const;

export type UnauthenticatedReason = keyof typeof REASONS;

/** UNAUTHENTICATED with its reason for a program, and why for people. */
export const unauthenticated = (reason: UnauthenticatedReason): Fault =>
  new Fault('UNAUTHENTICATED', { reason, why: REASONS[reason] });
