import { realpath } from 'node:fs/promises';
import type { Client, ClientConfig } from 'pg';
import { findBinaries } from './binaries.ts';
import {
  clusterIn,
  type DataFolder,
  openDataFolder,
  prepareCluster,
  removeHalfMade,
  SUPERUSER,
} from './data-folder.ts';
import { codeOf } from './error-code.ts';
import { type FolderLock, takeFolderLock } from './folder-lock.ts';
import { findPostmaster, launch, type Postmaster, stopPostmaster } from './postmaster.ts';

export { whenAlone } from './when-alone.ts';

const HOST = '127.0.0.1';
const DATABASE = 'onyx';
const ATTEMPTS_MAX = 5;

export interface EmbeddedPostgres {
  /** The superuser's connection string to the database `onyx`; holds the password. */
  readonly url: string;
  /** Ends all sessions, keeps what is committed, and returns when the server is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Holds the cluster (`postgres`), its password (`postgres-password`, mode 0600) and its log (`postgres.log`). */
  readonly dataDir: string;
  /** A line for the person who waits, wherever something takes more than a second. */
  readonly onProgress?: (line: string) => void;
  /** PostgreSQL settings over ours; with `fsync: 'off'` the making of the cluster is not synced either. */
  readonly settings?: Readonly<Record<string, string>>;
}

const connection = (folder: DataFolder, { port }: Postmaster): ClientConfig => ({
  host: HOST,
  port,
  user: SUPERUSER,
  password: folder.password,
  database: 'postgres',
  ssl: false,
  application_name: 'onyx data folder',
});

const urlOf = (folder: DataFolder, { port }: Postmaster): string =>
  `postgres://${SUPERUSER}:${encodeURIComponent(folder.password)}@${HOST}:${port}/${DATABASE}`;

const inUse = ({ path }: DataFolder): Error =>
  new Error(`The data folder ${path} is in use by another running server; stop that one or set ONYX_DATA_DIR.`);

/** PostgreSQL's words for a server that starts, stops or is just gone: look again. */
const PASSING = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03']);

const isPassing = (error: unknown): boolean => PASSING.has(codeOf(error) ?? '');

interface Owned {
  readonly server: Postmaster;
  readonly lock: FolderLock;
}

const own = async (folder: DataFolder, server: Postmaster): Promise<Owned | null> => {
  try {
    const lock = await takeFolderLock(connection(folder, server));
    if (!lock) throw inUse(folder);
    return { server, lock };
  } catch (error) {
    if (isPassing(error)) return null;
    throw error;
  }
};

/** Adopts the server that an earlier process of ours left, or starts one, and makes this process its only owner. */
const ownServer = async (folder: DataFolder, start: () => Promise<Postmaster | null>): Promise<Owned> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const server = (await findPostmaster(folder.cluster)) ?? (await start());
    const owned = server && (await own(folder, server));
    if (owned) return owned;
  }
  throw inUse(folder);
};

const createDatabase = async (session: Client): Promise<void> => {
  const { rowCount } = await session.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await session.query(`create database ${DATABASE}`);
};

/**
 * Starts the PostgreSQL of a data folder on a free port of 127.0.0.1, made on the first start and kept between starts,
 * and keeps the folder to this process. One that an earlier process left running when it was killed is taken over. It
 * works as root too: PostgreSQL then runs as the owner of its files, who is nobody at first. Throws an error of one
 * sentence where the folder is in use or PostgreSQL cannot run here.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const { dataDir, onProgress = () => {}, settings = {} } = options;
  const binaries = findBinaries();
  const folder = await openDataFolder(dataDir);
  const prefix = await prepareCluster(folder, binaries, { isSynced: settings.fsync !== 'off', onProgress });
  const command = [...prefix, binaries.postgres];
  const { server, lock } = await ownServer(folder, () => launch(folder, { command, settings, onProgress }));

  const shutDown = async (): Promise<void> => {
    await stopPostmaster(server, folder.cluster);
    await lock.release();
  };
  try {
    await removeHalfMade(folder);
    await createDatabase(lock.session);
  } catch (error) {
    await shutDown();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(folder, server),
    stop: () => {
      stopped ??= shutDown();
      return stopped;
    },
  };
};

/**
 * The URL of the PostgreSQL that runs on a data folder, null where none does: for a command that works beside the
 * running server, without owning the folder.
 */
export const findEmbeddedPostgres = async (dataDir: string): Promise<string | null> => {
  const path = await realpath(dataDir).catch(() => null);
  const server = path === null ? null : await findPostmaster(clusterIn(path));
  return server && urlOf(await openDataFolder(dataDir), server);
};
