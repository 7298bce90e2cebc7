import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import { type SandboxPath, sandboxPathOf } from '../../kernel/sandbox-path.ts';

/** The path that an order of an owner takes; null for a package that is simply sold, and for every live owner. */
export const pathOfOrder = ({ mode }: Owner, packageId: string): SandboxPath | null =>
  mode === 'sandbox' ? sandboxPathOf(packageId) : null;

const RAISED = 2n;

/** What a package costs when it is ordered, in minor units. */
export const priceOnPath = (path: SandboxPath | null, listedMinor: bigint): bigint =>
  path === 'price-changed' ? RAISED * listedMinor : listedMinor;

/** Refuses: PACKAGE_UNAVAILABLE where the path ends before an order. */
export const assertAvailable = (path: SandboxPath | null): void => {
  if (path === 'unavailable') throw new Fault('PACKAGE_UNAVAILABLE');
};

/** Whether the path ends as if nothing was in the wallet. */
export const isWithoutFunds = (path: SandboxPath | null): boolean => path === 'no-funds';

/** What becomes of the answer to an order that was placed. */
export type Reaction = 'drop' | 'delay';

/** What becomes of the first answer about an order; null where it is simply sent. */
export const reactionOnPath = (path: SandboxPath | null): Reaction | null => {
  if (path === 'response-lost') return 'drop';
  return path === 'slow' ? 'delay' : null;
};

const RETRY_AFTER_SECONDS = 1;

/** What the first request of a key is refused with: RATE_LIMITED or INTERNAL; null where it is not. */
export const firstRefusalOf = (path: SandboxPath): Fault | null => {
  if (path === 'rate-limited') return new Fault('RATE_LIMITED', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  return path === 'internal-error' ? new Fault('INTERNAL') : null;
};

/** Keeps that a key has met the path of its package; true where it does for the first time. */
export const meet = async (tx: Tx, path: SandboxPath, key: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into sandbox_encounters (organisation_id, key, met_at)
    values (${tx.owner.organisationId}, ${`${path} ${key}`}, ${tx.realNow}) on conflict do nothing`.execute(
    tx.tables<unknown>(),
  );
  return numAffectedRows === 1n;
};

/** Forgets what keys have met before `before`, at most `limit` of them; gives how many went. */
export const pruneEncounters = async (tx: Tx, before: Date, limit: number): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from sandbox_encounters where ctid in (
      select ctid from sandbox_encounters where met_at < ${before} limit ${limit} for update skip locked
    )`.execute(tx.tables<unknown>());
  return Number(numAffectedRows);
};

/** Forgets which keys of the owner have met what. */
export const forgetEncounters = async (tx: Tx): Promise<void> => {
  await sql`delete from sandbox_encounters where organisation_id = ${tx.owner.organisationId}`.execute(
    tx.tables<unknown>(),
  );
};
