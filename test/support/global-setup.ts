import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/index.ts';
import { administer, SERVER_VARIABLE, TEMPLATE } from './test-database.ts';

const MEMORY = '/dev/shm';
const MEMORY_BYTES_MIN = 2 * 1024 ** 3;

/** The process that made it is in its name. */
const FOLDER = /^onyx-test-(\d+)-/;

/** Nothing here outlives the run, so nothing waits for a disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '256MB' };

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Stops and removes what a run that was killed hard left. */
const removeLeftovers = async (parent: string): Promise<void> => {
  for (const entry of await readdir(parent)) {
    const pid = Number(FOLDER.exec(entry)?.[1]);
    if (!pid || isRunning(pid)) continue;
    const folder = join(parent, entry);
    for (const path of await readdir(folder, { recursive: true })) {
      if (!path.endsWith('postgres/postmaster.pid')) continue;
      const dataDir = join(folder, dirname(dirname(path)));
      if (await findEmbeddedPostgres(dataDir)) await (await startEmbeddedPostgres({ dataDir })).stop();
    }
    await rm(folder, { recursive: true, force: true });
  }
};

/** In memory where there is room: a copy of the template then takes 15 ms; on a busy disk it takes 100. */
const findParent = async (): Promise<string> => {
  const memory = await statfs(MEMORY).catch(() => null);
  return memory && memory.bavail * memory.bsize >= MEMORY_BYTES_MIN ? MEMORY : tmpdir();
};

const startServer = async () => {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { url, stop: async () => {} };
  // What is not there or belongs to another user is not ours to remove.
  for (const parent of [MEMORY, tmpdir()]) await removeLeftovers(parent).catch(() => {});
  const folder = await mkdtemp(join(await findParent(), `onyx-test-${process.pid}-`));
  const server = await startEmbeddedPostgres({ dataDir: folder, settings: SETTINGS });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
};

/** Compiles what tests run as processes, for a run without npm; two seconds of work where nothing changed. Types are checked elsewhere. */
const build = () =>
  promisify(execFile)(process.execPath, ['node_modules/.bin/tsc', '-p', 'src', '--noCheck'], {
    cwd: join(import.meta.dirname, '../..'),
  });

declare global {
  /** Set by the set-up for the teardown, which runs in the same process. */
  var stopTestServer: (() => Promise<void>) | undefined;
}

/** One PostgreSQL for the whole run: TEST_DATABASE_URL (a superuser's) where it is set, else one of its own in a temporary folder. */
export default async function setUp(): Promise<void> {
  const [server] = await Promise.all([startServer(), build()]);
  globalThis.stopTestServer = server.stop;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void server.stop().finally(() => process.exit(1)));
  }
  try {
    // An earlier run's, on a server that outlives its runs.
    await administer(server.url, (admin) => admin.query(`drop database if exists ${TEMPLATE} with (force)`));
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.env[SERVER_VARIABLE] = server.url;
}
