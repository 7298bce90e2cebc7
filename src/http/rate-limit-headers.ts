import type { FastifyReply } from 'fastify';
import type { Bucket, Charged } from '../kernel/allowance.ts';
import { Fault } from '../kernel/fault.ts';

/** Quota units (`qu`) of our own: a request takes as many as its operation costs. */
const policyOf = ({ name, limit, windowSeconds }: Bucket): string =>
  `"${name}";q=${limit};w=${windowSeconds};qu="points"`;

const stateOf = ({ name, remaining, resetSeconds }: Bucket): string => `"${name}";r=${remaining};t=${resetSeconds}`;

/** `RateLimit-Policy` and `RateLimit` as draft-ietf-httpapi-ratelimit-headers-10 has them, and `Retry-After` (RFC 9110, section 10.2.3). */
export const setRateLimitHeaders = (reply: FastifyReply, { buckets, retryAfterSeconds }: Charged): void => {
  reply.header('ratelimit-policy', buckets.map(policyOf).join(', '));
  reply.header('ratelimit', buckets.map(stateOf).join(', '));
  if (retryAfterSeconds !== null) reply.header('retry-after', retryAfterSeconds);
};

/** Shows what was charged for work that is still to be done. Refuses: RATE_LIMITED where it could not be. */
export const showCharge = (reply: FastifyReply, charged: Charged): void => {
  setRateLimitHeaders(reply, charged);
  const { retryAfterSeconds } = charged;
  if (retryAfterSeconds !== null) throw new Fault('RATE_LIMITED', { retryAfterSeconds });
};
