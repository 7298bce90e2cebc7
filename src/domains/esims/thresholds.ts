import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { badInput } from '../../kernel/fault.ts';
import type { UsageThresholdsEntity } from './usage.entity.ts';

export type ThresholdTables = TablesOf<typeof UsageThresholdsEntity>;

/** What holds for an owner that never said anything else. */
export const DEFAULT_THRESHOLDS: readonly number[] = [80];

export const THRESHOLDS_MAX = 5;

const isPercentage = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 99;

/**
 * Sets at which percentages of an eSIM's data the owner wants to hear, for all of its eSIMs, and gives them sorted, each
 * once. That all of it was used is always told of. Refuses: BAD_USER_INPUT for more than 5, or one that is not 1 to 99.
 */
export const setThresholds = async (tx: Tx, given: readonly number[]): Promise<readonly number[]> => {
  const percentages = [...new Set(given)].sort((a, b) => a - b);
  if (percentages.length > THRESHOLDS_MAX || !percentages.every(isPercentage)) {
    throw badInput({ field: 'percentages', bound: `at most ${THRESHOLDS_MAX} whole numbers from 1 to 99` });
  }
  const { organisationId, mode } = tx.owner;
  await sql`
    insert into usage_thresholds (organisation_id, mode, percentages)
    values (${organisationId}, ${mode}, ${percentages}::integer[])
    on conflict (organisation_id, mode) do update set percentages = excluded.percentages`.execute(
    tx.tables<ThresholdTables>(),
  );
  return percentages;
};

/** At which percentages the owner wants to hear, lowest first. */
export const getThresholds = async (
  tables: Kysely<ThresholdTables>,
  { organisationId, mode }: Owner,
): Promise<readonly number[]> => {
  const row = await tables
    .selectFrom('usage_thresholds')
    .select('percentages')
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .executeTakeFirst();
  return row?.percentages ?? DEFAULT_THRESHOLDS;
};
