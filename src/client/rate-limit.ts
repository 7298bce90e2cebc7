/** A number of seconds or a date (RFC 9110, section 10.2.3). */
const retryAfterMsOf = (header: string | null, now: Date): number | null => {
  const value = header?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
};

/** Of `"credential";r=0;t=3` the seconds until an allowance that is used up is filled again; 0 of any other. */
const emptyForMs = (bucket: string): number => {
  const [, remaining, seconds] = /;r=(\d+);t=(\d{1,9})\s*$/.exec(bucket) ?? [];
  return remaining !== undefined && Number(remaining) === 0 ? Number(seconds) * 1_000 : 0;
};

/** Milliseconds that an answer asks to wait. */
export interface AskedRest {
  /** Of this request (`Retry-After`); null where it says nothing. */
  readonly retryAfterMs: number | null;
  /** Of whatever comes next (`Retry-After` and `RateLimit`); 0 where it may come at once. */
  readonly restMs: number;
}

/** Reads `Retry-After` (RFC 9110) and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10). */
export const readRest = (headers: Headers, now: Date): AskedRest => {
  const retryAfterMs = retryAfterMsOf(headers.get('retry-after'), now);
  const buckets = headers.get('ratelimit')?.split(',') ?? [];
  return { retryAfterMs, restMs: Math.max(retryAfterMs ?? 0, ...buckets.map(emptyForMs)) };
};
