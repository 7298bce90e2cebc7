import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A command that found the server running gets this long to end before the one that started it stops it. */
const OTHERS_MS_MAX = 5_000;
const OTHERS_POLL_MS = 50;

/** Waits until no other process uses a database, in bounded time. */
export const whenAlone = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (let waitedMs = 0; waitedMs < OTHERS_MS_MAX; waitedMs += OTHERS_POLL_MS) {
      const { rowCount } = await client.query(`
        select from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`);
      if (rowCount === 0) return;
      await sleep(OTHERS_POLL_MS);
    }
  } finally {
    await client.end();
  }
};
