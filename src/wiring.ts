import { mkdir } from 'node:fs/promises';
import { MikroORM } from '@mikro-orm/postgresql';
import { runMigrations } from 'graphile-worker';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './adapters/embedded-postgres/index.ts';
import { keysOfDataFolder } from './adapters/key-file.ts';
import { sandboxCarrier } from './adapters/sandbox-carrier.ts';
import { type Config, SETTINGS } from './config.ts';
import { Database } from './db/database.ts';
import type { Carrier } from './domains/esims/index.ts';
import type { House } from './door/use-case.ts';
import type { Mode } from './kernel/actor.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import { KeyRing } from './kernel/secret.ts';
import { ormConfig } from './orm.config.ts';

/** A database that can be connected to. */
export interface DatabaseServer {
  /** Holds the password: never printed. */
  readonly url: string;
  /** Stops it where this process started it. */
  stop(): Promise<void>;
}

interface OpenOptions {
  /** Keeps the data folder to this process; without it, one that runs already is shared. */
  readonly exclusive: boolean;
  readonly onProgress?: (line: string) => void;
}

/** The database that the configuration names, or the embedded one of the data folder. */
export const openDatabaseServer = async (
  config: Config,
  { exclusive, onProgress }: OpenOptions,
): Promise<DatabaseServer> => {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: async () => {} };
  const running = exclusive ? null : await findEmbeddedPostgres(config.dataDir);
  if (running !== null) return { url: running, stop: async () => {} };
  return startEmbeddedPostgres({ dataDir: config.dataDir, ...(onProgress && { onProgress }) });
};

/** Brings a database to the newest schema: the house's migrations, then the job queue's own. Gives the names of ours that were applied. */
export const migrateDatabase = async (databaseUrl: string): Promise<readonly string[]> => {
  const orm = await MikroORM.init(ormConfig(databaseUrl));
  try {
    const applied = await orm.migrator.up();
    await runMigrations({ connectionString: databaseUrl });
    return applied.map(({ name }) => name);
  } finally {
    await orm.close(true);
  }
};

/** The names of the house's migrations that a database lacks. */
export const pendingMigrations = async (databaseUrl: string): Promise<readonly string[]> => {
  const orm = await MikroORM.init(ormConfig(databaseUrl));
  try {
    return (await orm.migrator.getPending()).map(({ name }) => name);
  } finally {
    await orm.close(true);
  }
};

/** The key ring that the configuration names, or the one of the data folder. */
export const keyRingOf = async (config: Config): Promise<KeyRing> => {
  if (config.keys !== null) return new KeyRing(config.keys);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  return new KeyRing(SETTINGS.keys.read(await keysOfDataFolder(config.dataDir), SETTINGS.keys.variable));
};

/** The house on a database that was migrated. Close its database when done. */
export const openHouse = async (config: Config, databaseUrl: string, clock: Clock = systemClock): Promise<House> => {
  const orm = await MikroORM.init(ormConfig(databaseUrl, config.databasePoolMax));
  return { database: new Database(orm), clock, keyRing: await keyRingOf(config) };
};

/** Stands in where no carrier is connected: every order goes to a check by hand, none is lost and none is charged. */
const manualCarrier: Carrier = { prepare: async () => ({ kind: 'review', reason: 'CARRIER_REVIEW' }) };

/** Who prepares eSIMs in each mode. */
export const carriersOf = (config: Config, clock: Clock): ((mode: Mode) => Carrier) => {
  const sandbox = sandboxCarrier({ clock, provisioningMs: config.sandboxProvisioningMs });
  return (mode) => (mode === 'sandbox' ? sandbox : manualCarrier);
};
