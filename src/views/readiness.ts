import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import { monotonicMs } from '../kernel/clock.ts';

/** How long an answer holds: probes of several balancers cost one query. */
const KEPT_MS = 250;

/** A database that takes longer cannot serve requests either. */
const PATIENCE_MS = 1_000;

const answers = ({ database }: House): Promise<boolean> =>
  sql`select 1`.execute(database.tables()).then(
    () => true,
    () => false,
  );

/** Whether the database answers, as of a quarter of a second ago at most. */
export const databaseReadiness = (house: House): (() => Promise<boolean>) => {
  let kept: Promise<boolean> | null = null;
  let askedAtMs = 0;
  return () => {
    if (kept !== null && monotonicMs() - askedAtMs < KEPT_MS) return kept;
    askedAtMs = monotonicMs();
    kept = Promise.race([answers(house), sleep(PATIENCE_MS, false, { ref: false })]);
    return kept;
  };
};
