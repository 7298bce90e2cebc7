import type { FastifyReply } from 'fastify';
import type { Bucket, Charged } from '../kernel/allowance.ts';

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
