import { type Kysely, sql } from 'kysely';
import type { Owner } from '../../kernel/actor.ts';

/** A part of a wallet's chain, both ends in it; empty where the last is before the first. */
interface ChainPart {
  readonly currency: string;
  readonly firstSequence: bigint;
  /** Null for all that there is. */
  readonly lastSequence: bigint | null;
}

/** Whether no entry of a wallet is dated before the one that it follows: no clock was set back in it. */
export const isInOrder = async <Tables>(
  tables: Kysely<Tables>,
  { organisationId, mode }: Owner,
  currency: string,
): Promise<boolean> => {
  const { rows } = await sql<{ isInOrder: boolean }>`
    select is_in_order as "isInOrder" from wallets
    where organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency}`.execute(tables);
  return rows[0]?.isInOrder ?? true;
};

/** The number of the last entry of a wallet that was booked before a moment; of all where that is null. 0 where there is none. */
export const lastSequenceBefore = async <Tables>(
  tables: Kysely<Tables>,
  owner: Owner,
  currency: string,
  before: Date | null,
): Promise<bigint> => {
  const { organisationId, mode } = owner;
  // Time finds it at once where it goes as the numbers do.
  const isByTime = before !== null && (await isInOrder(tables, owner, currency));
  const { rows } = await sql<{ sequence: bigint }>`
    select sequence from entries
    where organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency}
      ${before === null ? sql`` : sql`and created_at < ${before}`}
    order by ${isByTime ? sql`created_at desc,` : sql``} sequence desc
    limit 1`.execute(tables);
  return rows[0]?.sequence ?? 0n;
};

/** What orders cost in a part of a wallet's chain, in minor units. */
export interface Billing {
  /** Captures and refunds. */
  readonly count: number;
  readonly ordersMinor: bigint;
  readonly refundsMinor: bigint;
  /** Rounded for each entry, half up. */
  readonly grossProfitMinor: bigint;
}

/** How much of an entry's amount counts as gross profit, in SQL: rounded half up, below zero for a refund. */
export const grossProfitOf = (basisPoints: number) => sql<bigint>`
  (case when type = 'refund' then -1 else 1 end * ((amount_minor * ${basisPoints}::bigint + 5000) / 10000))`;

/** The sums of a part of a wallet's chain, where so many hundredths of a percent of a net price count as gross profit. */
export const sumBilling = async (
  tables: Kysely<unknown>,
  { organisationId, mode }: Owner,
  { currency, firstSequence, lastSequence }: ChainPart,
  basisPoints: number,
): Promise<Billing> => {
  const { rows } = await sql<Billing>`
    select count(*)::integer as count,
      coalesce(sum(amount_minor) filter (where type = 'capture'), 0)::bigint as "ordersMinor",
      coalesce(sum(amount_minor) filter (where type = 'refund'), 0)::bigint as "refundsMinor",
      coalesce(sum(${grossProfitOf(basisPoints)}), 0)::bigint as "grossProfitMinor"
    from entries
    where organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency}
      and type in ('capture', 'refund') and sequence >= ${firstSequence}
      ${lastSequence === null ? sql`` : sql`and sequence <= ${lastSequence}`}`.execute(tables);
  const [billing] = rows;
  if (!billing) throw new Error('a select of sums gives one row');
  return billing;
};
