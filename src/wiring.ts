import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MikroORM } from '@mikro-orm/postgresql';
import { runMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import { Admission } from './adapters/admission/index.ts';
import { openCarriers } from './adapters/carriers.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres, whenAlone } from './adapters/embedded-postgres/index.ts';
import { findKeysOfDataFolder, keysOfDataFolder } from './adapters/key-file.ts';
import type { createLogger } from './adapters/logger.ts';
import { RequestRecorder } from './adapters/request-recorder.ts';
import { hearOfMoves, SandboxClocks } from './adapters/sandbox-clocks.ts';
import { logFileOf, openServiceLog } from './adapters/service-log.ts';
import { startOperatorsEmulator } from './adapters/smdp-emulator/operators-emulator.ts';
import { httpWebhookSender } from './adapters/webhook-sender/index.ts';
import { readFirstPrices } from './cli/first-prices.ts';
import { KEYS_MISSING } from './cli/key-report.ts';
import { databasePlaceOf, keysPlaceOf } from './cli/places.ts';
import { explainListen } from './cli/port.ts';
import { Refusal } from './cli/refusal.ts';
import type { Api, DatabaseServer, Runtime } from './cli/runtime.ts';
import { type Config, issuerOf, SETTINGS } from './config.ts';
import { Database } from './db/database.ts';
import type { House } from './door/use-case.ts';
import type { Charge } from './graphql/engine/executor.ts';
import { lazyEventShaper } from './graphql/lazy-event-shaper.ts';
import { EXPLORER_FOLDER } from './http/explorer-folder.ts';
import { startWorker, type Worker } from './jobs/worker.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import { KeyRing } from './kernel/secret.ts';
import { ormConfig } from './orm.config.ts';
import { operatorGauges } from './views/operator-gauges.ts';
import { databaseReadiness } from './views/readiness.ts';
import { sandboxProfileOf } from './views/sandbox-profile.ts';
import { TrustedDocuments } from './views/trusted-documents.ts';

export type ServerLog = ReturnType<typeof createLogger>;

interface OpenOptions {
  /** Keeps the data folder to this process; without it, one that runs already is shared. */
  readonly exclusive: boolean;
  readonly onProgress?: (line: string) => void;
}

/** The embedded server says in one sentence what is wrong; an error of the system under it says it less well. */
const explainEmbedded = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const say = 'code' in error ? `The embedded PostgreSQL cannot run: ${error.message}.` : error.message;
  return new Refusal(say, { cause: error });
};

/** The database that the configuration names, or the embedded one of the data folder. */
export const openDatabaseServer = async (
  config: Config,
  { exclusive, onProgress }: OpenOptions,
): Promise<DatabaseServer> => {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: async () => {} };
  try {
    const running = exclusive ? null : await findEmbeddedPostgres(config.dataDir);
    if (running !== null) return { url: running, stop: async () => {} };
    const server = await startEmbeddedPostgres({ dataDir: config.dataDir, ...(onProgress && { onProgress }) });
    if (exclusive) return server;
    const stop = () => whenAlone(server.url).finally(() => server.stop());
    return { url: server.url, stop };
  } catch (error) {
    throw explainEmbedded(error);
  }
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

const JOB_QUEUE = 'graphile_worker';

/** The names of the migrations that a database lacks, the job queue standing for all of its own. Changes nothing. */
export const pendingMigrations = async ({ database }: House): Promise<readonly string[]> => {
  const tables = database.tables();
  const { rows } = await sql<{ ours: boolean; queue: boolean }>`
    select to_regclass('migrations') is not null as ours, to_regclass('graphile_worker.jobs') is not null as queue`.execute(
    tables,
  );
  const applied = rows[0]?.ours ? (await sql<{ name: string }>`select name from migrations`.execute(tables)).rows : [];
  const { migrationsList = [] } = database.orm.config.get('migrations');
  const names = migrationsList.map((migration) => ('name' in migration ? String(migration.name) : String(migration)));
  const missing = names.filter((name) => !applied.some((row) => row.name === name));
  return rows[0]?.queue ? missing : [...missing, JOB_QUEUE];
};

/** The keys that the configuration names, or those of the data folder, the current one first. */
const readKeys = async ({ keys, dataDir, databaseUrl }: Config) => {
  if (keys !== null) return keys;
  const kept = await (databaseUrl === null ? keysOfDataFolder(dataDir) : findKeysOfDataFolder(dataDir));
  if (kept === null) throw new Refusal(KEYS_MISSING);
  return SETTINGS.keys.read(kept, join(dataDir, 'keys'));
};

/** The key ring that the configuration names, or the one of the data folder. */
export const keyRingOf = async (config: Config): Promise<KeyRing> => new KeyRing(await readKeys(config));

/** The house on a database that was migrated. Close its database when done. */
export const openHouse = async (config: Config, databaseUrl: string, clock: Clock = systemClock): Promise<House> => {
  const keyRing = await keyRingOf(config);
  const database = new Database(await MikroORM.init(ormConfig(databaseUrl, config.databasePoolMax)));
  const clocks = new SandboxClocks(clock, database);
  // Without the table none was moved yet; of a database that is away, whoever asks it for more hears.
  await clocks.catchUp().catch(() => undefined);
  return { database, clock: clocks, keyRing };
};

/** Where a client of this machine finds what listens on every address. */
const EVERY_ADDRESS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '[::]': '[::1]' };

const reachable = (listening: string): string => {
  const url = new URL(listening);
  return `${url.protocol}//${EVERY_ADDRESS[url.hostname] ?? url.hostname}:${url.port}`;
};

/** What the drain of the server has left of a test is cut: its partner is gone. */
const API_SENDER_STOP_MS_MAX = 500;

/** The partner API on a house, listening. */
export const startApi = async (config: Config, house: House, log: ServerLog): Promise<Api> => {
  // Loaded here, for most commands need none of it and it takes most of their time.
  const [
    { buildPartnerSchema },
    { apiContextOf },
    { GraphqlEngine },
    { HttpServer },
    { launchObserver },
    { downloadProgress },
    { metricsRegistry },
    { Allowances },
    { Exports },
  ] = await Promise.all([
    import('./graphql/schema.ts'),
    import('./graphql/api-context.ts'),
    import('./graphql/engine/engine.ts'),
    import('./http/server.ts'),
    import('./http/launch-observer.ts'),
    import('./http/download-progress.ts'),
    import('./http/registry.ts'),
    import('./adapters/limits/allowances.ts'),
    import('./adapters/exports/index.ts'),
  ]);
  const schema = await buildPartnerSchema();
  const limits = { cost: config.costMax };
  const allowances = await Allowances.start({ ...config, log });
  const documents = new TrustedDocuments(house);
  const sender = httpWebhookSender({ clock: house.clock });
  const webhooks = { sender, isLoopbackAllowed: config.webhookLoopback };
  let publicUrl = config.publicUrl ?? '';
  const services = { shapeEvent: lazyEventShaper(house, log), webhooks, publicUrl: () => publicUrl };
  const contextFor = apiContextOf(house, services);
  const charge: Charge = (actor, cost) => allowances.charge(actor, cost);
  const endpoint = await GraphqlEngine.start({ schema, logger: log, contextFor, limits, charge, documents });
  const issuer = issuerOf(config);
  const launch = launchObserver(house, log);
  const { host, port, bodyBytesMax, drainMs } = config;
  const databaseUrl = String(house.database.orm.config.get('clientUrl'));
  const admission = await Admission.start({ house, databaseUrl, log });
  const moves = await hearOfMoves(house.clock, databaseUrl, log);
  const recorder = new RequestRecorder(house, log);
  const notRecorded = {
    name: 'onyx_requests_not_recorded',
    help: 'Requests that are missing in activity, for the database was away too long.',
    read: () => recorder.dropped,
  };
  const server = new HttpServer(
    {
      endpoint,
      authenticate: (token, arrival) => admission.authenticate(token, arrival),
      secretReports: {
        report: (found, requestId) => admission.report(found, requestId),
        scannerKeys: config.secretScanningKeys,
      },
      downloadProgress: downloadProgress(house, log, config),
      exports: new Exports({ house, issuer, costMax: config.costMax, charge }),
      reconciliations: { house, charge },
      installPages: { house },
      explorerFolder: config.explorer ? EXPLORER_FOLDER : null,
      usageReports: config.carrierToken === null ? null : { house, logger: log, token: config.carrierToken },
      logger: log,
      registry: metricsRegistry([notRecorded, ...operatorGauges(house)]),
      isReady: databaseReadiness(house),
      observers: [launch.observe, (visit) => recorder.observe(visit)],
    },
    {
      host,
      port,
      bodyBytesMax,
      trustedProxies: config.trustedProxies ?? [],
      authenticationAttemptsMax: config.authenticationAttemptsMax,
      sandboxSlowMs: config.sandboxSlowMs,
      drainTimeoutMs: drainMs,
    },
  );
  const stop = async (): Promise<void> => {
    await server.drain();
    await endpoint.stop();
    documents.close();
    await Promise.race([sender.close(), sleep(API_SENDER_STOP_MS_MAX, undefined, { ref: false })]);
    await Promise.all([admission.stop(), moves.close(), launch.settle(), allowances.stop(), recorder.close()]);
    log.info({}, 'API stopped');
  };
  try {
    const url = reachable(await server.listen());
    publicUrl ||= url;
    log.info({ url }, 'API listens');
    return { url, stop };
  } catch (error) {
    await stop();
    throw explainListen(error, host, port);
  }
};

const WORKER_POLL_MS = 1_000;

/** A job that takes longer is begun again by the next worker, which is safe. */
const WORKER_STOP_MS_MAX = 3_000;

/** A worker of the job queue on a house. */
export const startWorkerOn = async (
  config: Config,
  house: House,
  databaseUrl: string,
  log: ServerLog,
): Promise<Worker> => {
  const carriers = await openCarriers(config, (reference) => sandboxProfileOf(house, reference));
  const moves = await hearOfMoves(house.clock, databaseUrl, log);
  const concurrency = config.workerConcurrency;
  const worker = await startWorker({
    house,
    carrierOf: carriers.carrierOf,
    log,
    databaseUrl,
    concurrency,
    pollMs: WORKER_POLL_MS,
    sender: httpWebhookSender({ clock: house.clock }),
    shapeEvent: lazyEventShaper(house, log),
    isLoopbackAllowed: config.webhookLoopback,
  });
  log.info({ concurrency }, 'worker takes jobs');
  return {
    stop: async () => {
      await Promise.race([worker.stop(), sleep(WORKER_STOP_MS_MAX, undefined, { ref: false })]);
      await Promise.all([carriers.close(), moves.close()]);
      log.info({}, 'worker stopped');
    },
  };
};

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** What the command line works with. */
export const runtimeOf = (config: Config): Runtime<ServerLog> => ({
  dataDir: config.dataDir,
  credential: config.credential,
  isDebugging: config.logLevel === 'debug',
  hasExplorer: config.explorer,
  logFile: logFileOf(config.dataDir),
  host: config.host,
  port: config.port,
  databasePlace: databasePlaceOf(config),
  keysPlace: keysPlaceOf(config),
  hasDatabase: async () => config.databaseUrl !== null || isThere(join(config.dataDir, 'postgres', 'PG_VERSION')),
  openDatabase: (options) => openDatabaseServer(config, options),
  migrate: migrateDatabase,
  openHouse: (databaseUrl) => openHouse(config, databaseUrl),
  pendingMigrations,
  keyIds: async () => (await readKeys(config)).map(({ id }) => id),
  readFirstPrices,
  inspectDocuments: async () =>
    (await import('./graphql/document-inspector.ts')).documentInspector({ cost: config.costMax }),
  deprecations: async () => (await import('./graphql/partner-deprecations.ts')).partnerDeprecations(),
  openInvoice: async (house, wanted) =>
    (await import('./adapters/exports/invoice-export.ts')).openInvoice({ house, issuer: issuerOf(config) }, wanted),
  openWebhookSending: ({ clock }) => ({
    sender: httpWebhookSender({ clock }),
    isLoopbackAllowed: config.webhookLoopback,
  }),
  openLog: (style) => openServiceLog({ level: config.logLevel, style, dataDir: config.dataDir }),
  startApi: (house, log) => startApi(config, house, log),
  startSmdpEmulator: (options) => startOperatorsEmulator({ ...options, token: config.es2NotificationToken }),
  startWorker: (house, databaseUrl, log) => startWorkerOn(config, house, databaseUrl, log),
});
