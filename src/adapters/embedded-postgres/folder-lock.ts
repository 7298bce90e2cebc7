import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { monotonicMs } from '../../kernel/clock.ts';

/**
 * The session advisory lock that the owner of a data folder holds in its PostgreSQL, in the database `postgres`:
 * "onyx" in ASCII.
 */
export const FOLDER_LOCK = 0x6f6e7978;

/** The session of a process that was just killed disappears within milliseconds, under load within this. */
const PATIENCE_MS = 1_500;
const RETRY_MS = 25;
const RETAKE_MS = 1_000;

/** A session that holds the lock; null where another process keeps it. */
const lockSession = async (config: ClientConfig): Promise<Client | null> => {
  const client = new Client(config);
  // A lost connection gives an error and then its end; the end is what we act on.
  client.on('error', () => {});
  await client.connect();
  for (const since = monotonicMs(); monotonicMs() - since < PATIENCE_MS; await sleep(RETRY_MS)) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [FOLDER_LOCK]);
    if (rows[0]?.held) return client;
  }
  await client.end();
  return null;
};

export interface FolderLock {
  readonly session: Client;
  release(): Promise<void>;
}

/**
 * Takes the lock that makes this process the only one on the data folder; null where another process keeps it. Held
 * until it is released or the process ends: where PostgreSQL restarts after a crash of one of its own processes, and
 * the lock is gone with its session, it is taken again.
 */
export const takeFolderLock = async (config: ClientConfig): Promise<FolderLock | null> => {
  const first = await lockSession(config);
  if (!first) return null;
  let current = first;
  let isReleased = false;

  const retake = async (): Promise<void> => {
    await sleep(RETAKE_MS, undefined, { ref: false });
    if (isReleased) return;
    const next = await lockSession(config).catch(() => null);
    if (!next) return retake();
    current = next;
    if (isReleased) await next.end();
    else next.once('end', () => void retake());
  };
  first.once('end', () => void retake());

  return {
    session: first,
    release: async () => {
      isReleased = true;
      await current.end().catch(() => {});
    },
  };
};
