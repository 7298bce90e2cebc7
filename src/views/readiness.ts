import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import { monotonicMs } from '../kernel/clock.ts';

/** How long an answer holds: probes of several balancers cost one query. */
const KEPT_MS = 250;

/** A database that takes longer cannot serve requests either. */
const PATIENCE_MS = 1_000;

/** A standby answers too, and takes no order. */
const takesChanges = ({ database }: House): Promise<boolean> =>
  sql<{ writes: boolean }>`select current_setting('transaction_read_only') = 'off' as writes`
    .execute(database.tables())
    .then(
      ({ rows }) => rows[0]?.writes === true,
      () => false,
    );

/** Whether the database answers and takes changes, as of a quarter of a second ago at most. */
export const databaseReadiness = (house: House): (() => Promise<boolean>) => {
  let kept: Promise<boolean> | null = null;
  let askedAtMs = 0;
  return () => {
    if (kept !== null && monotonicMs() - askedAtMs < KEPT_MS) return kept;
    askedAtMs = monotonicMs();
    kept = Promise.race([takesChanges(house), sleep(PATIENCE_MS, false, { ref: false })]);
    return kept;
  };
};
