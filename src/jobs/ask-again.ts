import type { Owner } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';

/** How far apart two questions to a carrier may be. */
interface Pace {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** While an order is prepared, or its cancellation is fresh. */
export const BRISK: Pace = { leastMs: 1_000, mostMs: 60_000 };

/** While somebody checks an order by hand, or a carrier has been silent for long. */
export const PATIENT: Pace = { leastMs: 60_000, mostMs: 3_600_000 };

/** A carrier that has not answered for this long is not asked any more: the operator decides. */
export const ASKING_ENDS_MS = 24 * 3_600_000;

/** When to ask again: after half as long as was waited, so that the questions thin out. */
export const askAgainAfter = (since: Date, now: Date, { leastMs, mostMs }: Pace): Date => {
  const waitedMs = now.getTime() - since.getTime();
  return new Date(now.getTime() + Math.min(mostMs, Math.max(leastMs, waitedMs / 2)));
};

/** What time it is for an owner. A sandbox may have been moved a moment ago by another process, so it is looked at anew. */
export const timeOf = async (clock: Clock, owner: Owner): Promise<Date> => {
  if (owner.mode === 'sandbox') await clock.catchUp?.();
  return clock.now(owner);
};

/** When the queue, which keeps real time, has to start what is due for an owner at a moment of its own time. */
export const startAt = (clock: Clock, owner: Owner, dueAt: Date): Date =>
  new Date(clock.now().getTime() + dueAt.getTime() - clock.now(owner).getTime());

/** Asks a carrier outside any transaction. That it cannot be reached means that nothing is known: null. */
export const askCarrier = async <Answer>(
  log: Log,
  orderId: string,
  ask: () => Promise<Answer>,
): Promise<Answer | null> => {
  try {
    return await ask();
  } catch (error) {
    log.warn({ orderId, err: error }, 'carrier gave no answer');
    return null;
  }
};
