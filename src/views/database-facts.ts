import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';

export interface DatabaseFacts {
  readonly version: string;
  /** 180004 is 18.4. */
  readonly versionNumber: number;
  /** How far the database's clock is ahead of ours, in milliseconds, give or take half the time of the question. */
  readonly aheadMs: number;
  /** The version of TLS, such as `TLSv1.3`; null where the connection is in the clear. */
  readonly tls: string | null;
  /** Of a standby too: PostgreSQL refuses every change in recovery. */
  readonly isReadOnly: boolean;
}

/** What the database says of itself. */
export const readDatabaseFacts = async ({ database, clock }: House): Promise<DatabaseFacts> => {
  const tables = database.tables();
  // The first question opens a connection, which would be taken for a difference of the clocks.
  await sql`select 1`.execute(tables);
  const askedAt = clock.now();
  const { rows } = await sql<{ version: string; number: string; now: Date; tls: string | null; isReadOnly: boolean }>`
    select current_setting('server_version') as version, current_setting('server_version_num') as number,
      clock_timestamp() as now, (select version from pg_stat_ssl where pid = pg_backend_pid()) as tls,
      current_setting('transaction_read_only') = 'on' as "isReadOnly"`.execute(tables);
  const answeredAt = clock.now();
  const [row] = rows;
  if (!row) throw new Error('a select without from gives one row');
  const middle = (askedAt.getTime() + answeredAt.getTime()) / 2;
  const aheadMs = Math.round(row.now.getTime() - middle);
  return { version: row.version, versionNumber: Number(row.number), aheadMs, tls: row.tls, isReadOnly: row.isReadOnly };
};
