import {
  access,
  chown,
  lchown,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { newKey } from '../../kernel/secret.ts';
import type { Binaries } from './binaries.ts';
import { codeOf, messageOf } from './error-code.ts';
import { commandPrefix, isRoot, NOBODY, run, type User } from './run-as.ts';

export const SUPERUSER = 'onyx';

/** What PostgreSQL keeps in the data folder. */
export interface DataFolder {
  readonly path: string;
  readonly cluster: string;
  readonly log: string;
  readonly password: string;
}

export const clusterIn = (dataFolder: string): string => join(dataFolder, 'postgres');

/** Where a thing is made before it gets its name: another folder each time, so that two first starts do not meet. */
const STAGING_PREFIX = 'postgres.new-';

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const isCluster = (path: string): Promise<boolean> => exists(join(path, 'PG_VERSION'));

/** Reads the password, or makes it where there is no cluster yet; made aside and linked, so that nobody reads half of it. */
const readPassword = async (path: string, cluster: string): Promise<string> => {
  if (!(await exists(path))) {
    if (await isCluster(cluster)) {
      throw new Error(
        `The password of the database in ${cluster} is missing; restore ${path} or move the database away.`,
      );
    }
    const staging = await mkdtemp(join(dirname(path), STAGING_PREFIX));
    const draft = join(staging, 'password');
    await writeFile(draft, `${newKey()}\n`, { mode: 0o600 });
    await link(draft, path).catch(async (error) => {
      if (!(await exists(path))) throw error;
    });
    await rm(staging, { recursive: true, force: true });
  }
  return (await readFile(path, 'utf8')).trim();
};

/** Makes the data folder (mode 0700) and the password of its PostgreSQL (mode 0600) where they are missing. */
export const openDataFolder = async (dataDir: string): Promise<DataFolder> => {
  try {
    await mkdir(resolve(dataDir), { recursive: true, mode: 0o700 });
    const path = await realpath(dataDir);
    const cluster = clusterIn(path);
    const password = await readPassword(join(path, 'postgres-password'), cluster);
    return { path, cluster, log: join(path, 'postgres.log'), password };
  } catch (cause) {
    const code = codeOf(cause);
    if (code !== 'EACCES' && code !== 'EPERM') throw cause;
    throw new Error(
      `The data folder ${resolve(dataDir)} is closed to this user; run as the user who made it or set ONYX_DATA_DIR.`,
      { cause },
    );
  }
};

/** As whom PostgreSQL runs where we are root: as the one who owns the cluster, else as nobody. */
const userOf = async (cluster: string): Promise<User> => {
  const owner = (await isCluster(cluster)) ? await stat(cluster) : null;
  return owner && owner.uid !== 0 ? owner : NOBODY;
};

/** A cluster that root copied or restored belongs to root, whom PostgreSQL refuses. */
const giveTo = async ({ uid, gid }: User, cluster: string): Promise<void> => {
  if (!isRoot() || (await stat(cluster)).uid === uid) return;
  for (const entry of await readdir(cluster, { recursive: true })) await lchown(join(cluster, entry), uid, gid);
  await chown(cluster, uid, gid);
};

const initialise = async (
  folder: DataFolder,
  prefix: readonly string[],
  user: User,
  binaries: Binaries,
  isSynced: boolean,
) => {
  const staging = await mkdtemp(join(folder.path, STAGING_PREFIX));
  if (isRoot()) await chown(staging, user.uid, user.gid);
  try {
    await run([
      ...prefix,
      binaries.initdb,
      `--pgdata=${staging}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${join(folder.path, 'postgres-password')}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(isSynced ? [] : ['--no-sync']),
    ]);
    await rename(staging, folder.cluster);
  } catch (cause) {
    await rm(staging, { recursive: true, force: true });
    // Another process that started at the same time was quicker: its cluster has our password.
    if (await isCluster(folder.cluster)) return;
    throw new Error(
      `The database in ${folder.cluster} could not be made (${messageOf(cause)}); free the way or set DATABASE_URL.`,
      { cause },
    );
  }
};

/** Removes what first starts that were killed left half made. Only for the process that has the folder to itself. */
export const removeHalfMade = async ({ path }: DataFolder): Promise<void> => {
  for (const entry of await readdir(path)) {
    if (!entry.startsWith(STAGING_PREFIX)) continue;
    // Where an orphaned initdb is still writing, the next start removes it.
    await rm(join(path, entry), { recursive: true, force: true }).catch(() => {});
  }
};

export interface ClusterOptions {
  readonly isSynced: boolean;
  readonly onProgress: (line: string) => void;
}

/** Makes the cluster where it is missing; gives the command to put before the binary that runs it. */
export const prepareCluster = async (
  folder: DataFolder,
  binaries: Binaries,
  { isSynced, onProgress }: ClusterOptions,
): Promise<readonly string[]> => {
  const user = await userOf(folder.cluster);
  const prefix = await commandPrefix(user, binaries, folder.path);
  if (!(await isCluster(folder.cluster))) {
    onProgress(`Making the database in ${folder.cluster} (once, about two seconds)`);
    await initialise(folder, prefix, user, binaries, isSynced);
  }
  await giveTo(user, folder.cluster);
  return prefix;
};
