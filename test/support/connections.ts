import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { House } from '../../src/door/use-case.ts';

const LOOK_MS = 20;

const count = async ({ database }: House, applicationName: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where application_name = ${applicationName} and datname = current_database()`.execute(database.tables());
  return rows[0]?.count ?? 0;
};

/** Returns when the house's database has no connection of this name, or no more than that: a server ends one a little after its client. */
export const connectionsEnded = async (house: House, applicationName: string, most = 0): Promise<void> => {
  while ((await count(house, applicationName)) > most) await sleep(LOOK_MS);
};

/** Returns when so many statements of the house's database wait for a lock. */
export const lockAwaited = async ({ database }: House, by: number): Promise<void> => {
  const waiting = sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database()`;
  while (((await waiting.execute(database.tables())).rows[0]?.count ?? 0) < by) await sleep(LOOK_MS);
};
