import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../dist/src/adapters/embedded-postgres/index.js';
import { migrateDatabase } from '../dist/src/wiring.js';

/** A migrated database of the bench's own, gone when it is disposed of, and a folder for its files. */
export interface BenchDatabase extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
}

/** Runs work on a connection that ends with it. */
export const onConnection = async <Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** `BENCH_DATABASE_URL` names a server on which a database is made and dropped; else the embedded one runs for us. */
export const openDatabase = async (onProgress: (line: string) => void): Promise<BenchDatabase> => {
  const folder = await mkdtemp(join(tmpdir(), 'onyx-bench-'));
  const given = process.env.BENCH_DATABASE_URL;
  const server = given
    ? { url: given, stop: async () => {} }
    : await startEmbeddedPostgres({ dataDir: join(folder, 'data'), onProgress });
  const name = `onyx_bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  await onConnection(server.url, (client) => client.query(`create database ${name}`));
  await migrateDatabase(url.href);
  return {
    url: url.href,
    folder,
    [Symbol.asyncDispose]: async () => {
      await onConnection(server.url, (client) => client.query(`drop database ${name} with (force)`));
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const SETTINGS = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers'];

/** The settings that decide how long a commit takes. */
export const databaseSettings = async (client: Client): Promise<Readonly<Record<string, string>>> => {
  const { rows } = await client.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from pg_settings where name = any($1)',
    [SETTINGS],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
};
