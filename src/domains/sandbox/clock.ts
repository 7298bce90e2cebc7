import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { badInput, Fault } from '../../kernel/fault.ts';
import type { SandboxClockEntity } from './sandbox.entity.ts';

export type SandboxTables = TablesOf<typeof SandboxClockEntity>;

/** Told with an organisation's id when its time is moved. */
export const SANDBOX_CLOCK_CHANNEL = 'onyx_sandbox_clock';

/** How far a clock may be moved at a time, in seconds: 400 days. */
export const ADVANCE_SECONDS_MAX = 400 * 86_400;

/** How far ahead of real time a clock may be, in seconds: 5 years. */
const AHEAD_SECONDS_MAX = 5 * 366 * 86_400;

/** Refuses: SANDBOX_ONLY for whoever is not in the sandbox. */
export const assertSandbox = ({ mode }: Owner): void => {
  if (mode !== 'sandbox') throw new Fault('SANDBOX_ONLY');
};

/**
 * Moves the owner's time ahead, and gives by how many milliseconds it is ahead of real time then.
 * Refuses: SANDBOX_ONLY, BAD_USER_INPUT where it would be more than five years ahead.
 */
export const advanceClock = async (tx: Tx, seconds: number): Promise<number> => {
  assertSandbox(tx.owner);
  const { organisationId } = tx.owner;
  const row = await tx
    .tables<SandboxTables>()
    .insertInto('sandbox_clocks')
    .values({ organisation_id: organisationId, offset_ms: BigInt(seconds) * 1_000n, updated_at: tx.now })
    .onConflict((conflict) =>
      conflict.column('organisation_id').doUpdateSet(({ eb, ref }) => ({
        offset_ms: eb(ref('sandbox_clocks.offset_ms'), '+', ref('excluded.offset_ms')),
        updated_at: tx.now,
      })),
    )
    .returning('offset_ms')
    .executeTakeFirstOrThrow();
  const aheadMs = Number(row.offset_ms);
  if (aheadMs > AHEAD_SECONDS_MAX * 1_000) {
    throw badInput({ field: 'seconds', bound: 'a time at most five years ahead of the real one' });
  }
  return aheadMs;
};

/** Brings the owner's time back to the real one. */
export const resetClock = async (tx: Tx): Promise<void> => {
  assertSandbox(tx.owner);
  await tx
    .tables<SandboxTables>()
    .updateTable('sandbox_clocks')
    .set({ offset_ms: 0n, updated_at: tx.now })
    .where('organisation_id', '=', tx.owner.organisationId)
    .execute();
};

/** By how many milliseconds each organisation's sandbox is ahead of real time, where it is. */
export const listClocks = async (tables: Kysely<SandboxTables>): Promise<ReadonlyMap<string, number>> => {
  const rows = await tables
    .selectFrom('sandbox_clocks')
    .select(['organisation_id as organisationId', 'offset_ms as offsetMs'])
    .where('offset_ms', '>', 0n)
    .execute();
  return new Map(rows.map(({ organisationId, offsetMs }) => [organisationId, Number(offsetMs)]));
};
