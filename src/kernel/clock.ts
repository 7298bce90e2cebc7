/** The one reader of time. Tests give one that stands still until it is moved. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Milliseconds since an arbitrary start, for durations only. */
export const monotonicMs = (): number => performance.now();
