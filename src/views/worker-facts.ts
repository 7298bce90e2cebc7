import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import { WORKER_LOCK_CLASS } from '../records/jobs/index.ts';
import { type Gauge, gaugesOf } from './gauges.ts';

/** How many processes work at the jobs now: each holds its advisory locks by one connection, which ends with it. */
export const countWorkers = async ({ database }: House): Promise<number> => {
  const { rows } = await sql<{ readonly workers: number }>`
    select count(distinct pid)::integer as workers from pg_locks
    where locktype = 'advisory' and classid = ${WORKER_LOCK_CLASS} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())`.execute(database.tables());
  return rows[0]?.workers ?? 0;
};

/** The same as a gauge. */
export const workerGauges = (house: House): readonly Gauge[] =>
  gaugesOf(
    () => countWorkers(house),
    [{ name: 'onyx_workers', help: 'Processes that work at the background jobs.', of: (workers) => workers }],
  );
