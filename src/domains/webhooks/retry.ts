import { crc32 } from 'node:zlib';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long to wait after each failed attempt (Standard Webhooks 1.0, the schedule under "Retries"). The first attempt is made at once. */
export const RETRY_DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

export const ATTEMPTS_MAX = RETRY_DELAYS_MS.length + 1;

/** An endpoint of which every attempt failed for so long is disabled. */
export const FAILING_MS_MAX = 5 * 24 * HOUR_MS;

/** Up to this part of the delay is added, so that what failed together does not come back together. */
const JITTER = 0.2;

/** The same part for the same attempt of a delivery, spread evenly over deliveries. */
const jitterOf = (deliveryId: string, attempt: number): number =>
  (crc32(`${deliveryId} ${attempt}`) / 0xffff_ffff) * JITTER;

interface FailedAttempt {
  readonly deliveryId: string;
  /** 1 for the first. */
  readonly number: number;
  readonly endedAt: Date;
  /** What the receiver asked for with Retry-After. */
  readonly retryAfterMs: number | null;
}

/** When a failed delivery is attempted again: by the schedule, and not before the receiver asked for; null after the last attempt. */
export const retryAt = ({ deliveryId, number, endedAt, retryAfterMs }: FailedAttempt): Date | null => {
  const delayMs = RETRY_DELAYS_MS[number - 1];
  if (delayMs === undefined) return null;
  const waitMs = Math.max(delayMs, retryAfterMs ?? 0);
  return new Date(endedAt.getTime() + Math.round(waitMs * (1 + jitterOf(deliveryId, number))));
};
