import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';

/** The job that asks the carrier about an order. */
export interface OrderAttempts {
  /** How often this question was begun. One that ended without an error is over, and the next one counts from 0. */
  readonly attempts: number;
  /** What the last one failed with; null where it did not. */
  readonly lastError: string | null;
  /** When the carrier is asked next, in real time; null where it is asked right now, or the job failed as often as it may. */
  readonly nextAttemptAt: Date | null;
  readonly isRunning: boolean;
}

/** When and how often a carrier is asked about an order; null where it is not asked any more. */
export const readOrderAttempts = async ({ database }: House, orderId: string): Promise<OrderAttempts | null> => {
  const { rows } = await sql<OrderAttempts>`
    select attempts, last_error as "lastError",
      case when locked_at is null and attempts < max_attempts then run_at end as "nextAttemptAt",
      locked_at is not null as "isRunning"
    from graphile_worker.jobs where task_identifier = 'provision_order' and key = ${orderId}`.execute(
    database.tables(),
  );
  return rows[0] ?? null;
};
