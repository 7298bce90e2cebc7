import type { Owner } from './actor.ts';

/** The one reader of time. Tests give one that stands still until it is moved. */
export interface Clock {
  /** The time; for a sandbox owner its own, which may have been moved ahead. */
  now(owner?: Owner | null): Date;
  /** Learns what was moved meanwhile, where the times of sandboxes are remembered. */
  catchUp?(): Promise<void>;
}

export const systemClock: Clock = { now: () => new Date() };

/** Milliseconds since an arbitrary start, for durations only. */
export const monotonicMs = (): number => performance.now();
