import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** A table with a partition for each month, and for how many months beside the current one its rows are kept. */
interface MonthlyTable {
  readonly table: 'events' | 'deliveries' | 'delivery_attempts';
  readonly retentionMonths: number;
}

const monthsFrom = (moment: Date, months: number): string =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months, 1)).toISOString().slice(0, 10);

/** Makes the next month's partition before it begins, drops those past their retention whole, and gives how many were dropped. */
export const turnMonths = async (tx: Tx, { table, retentionMonths }: MonthlyTable): Promise<number> => {
  const { rows } = await sql<{ dropped: number }>`
    select open_month(${table}, ${monthsFrom(tx.now, 0)}::date), open_month(${table}, ${monthsFrom(tx.now, 1)}::date),
      drop_months(${table}, ${monthsFrom(tx.now, -retentionMonths)}::date) as dropped`.execute(tx.tables<unknown>());
  return rows[0]?.dropped ?? 0;
};
