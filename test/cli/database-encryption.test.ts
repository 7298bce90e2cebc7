import { chmod, chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/index.ts';
import { readConfig } from '../../src/config.ts';
import type { House } from '../../src/door/use-case.ts';
import { migrateDatabase, openHouse, startApi, startWorkerOn } from '../../src/wiring.ts';
import { CapturedLog } from '../support/captured-log.ts';
import { CARRIER_TLS } from '../support/carrier-certificates.ts';
import { RECEIVER_TLS } from '../support/receiver-certificate.ts';
import { administer } from '../support/test-database.ts';
import { runWarm } from '../support/warm-onyx.ts';

const KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;

let folder: string;
let server: EmbeddedPostgres;

/** The database with an sslmode, and a file of the test's for the authority. */
const urlWith = (sslmode: string, authority?: string): string => {
  const url = new URL(server.url);
  url.searchParams.set('sslmode', sslmode);
  if (authority !== undefined) url.searchParams.set('sslrootcert', join(folder, authority));
  return url.href;
};

/** PostgreSQL believes a key only where it is its own user's. */
const writeForServer = async (path: string, text: string): Promise<void> => {
  const { uid, gid } = await stat(join(folder, 'data/postgres'));
  await writeFile(path, text);
  await chmod(path, 0o600);
  await chown(path, uid, gid);
};

/** Turns TLS on, and refuses the database `onyx` to whoever comes without it. */
const demandTls = async (): Promise<void> => {
  const cluster = join(folder, 'data/postgres');
  await writeForServer(join(cluster, 'server.crt'), CARRIER_TLS.serverCert);
  await writeForServer(join(cluster, 'server.key'), CARRIER_TLS.serverKey);
  const access = join(cluster, 'pg_hba.conf');
  const hostsslOnly = (await readFile(access, 'utf8')).replaceAll(/^host\s+all/gm, 'hostssl all');
  await writeForServer(access, `hostnossl postgres all all scram-sha-256\n${hostsslOnly}`);
  await administer(server.url, async (admin) => {
    await admin.query('alter system set ssl to on');
    await admin.query('select pg_reload_conf()');
  });
};

const untilRefusedInTheClear = async (): Promise<void> => {
  const isRefused = () =>
    administer(server.url, async () => undefined).then(
      () => false,
      () => true,
    );
  while (!(await isRefused()));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-encryption-'));
  server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), settings: { fsync: 'off' } });
  await writeFile(join(folder, 'authority.pem'), CARRIER_TLS.ca);
  await writeFile(join(folder, 'another.pem'), RECEIVER_TLS.cert);
  await demandTls();
  await untilRefusedInTheClear();
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const doctor = (DATABASE_URL: string) =>
  runWarm(['doctor'], { DATABASE_URL, ONYX_KEYS: KEYS, ONYX_DATA_DIR: join(folder, 'own'), PORT: '0' });

const encryptionOf = async ({ database }: House) => {
  const rows = await database.orm.em.getConnection().execute(
    `select distinct application_name as name, ssl from pg_stat_ssl join pg_stat_activity using (pid)
     where datname = current_database() order by name`,
  );
  return rows;
};

test('every connection of a process is encrypted where sslmode asks for it', async () => {
  const config = readConfig({
    DATABASE_URL: urlWith('verify-full', 'authority.pem'),
    ONYX_KEYS: KEYS,
    ONYX_DATA_DIR: join(folder, 'own'),
    PORT: '0',
  });
  const databaseUrl = String(config.databaseUrl);
  await migrateDatabase(databaseUrl);
  const house = await openHouse(config, databaseUrl);
  const { logger } = new CapturedLog();
  const api = await startApi(config, house, logger);
  const worker = await startWorkerOn(config, house, databaseUrl, logger);
  try {
    expect(await encryptionOf(house)).toEqual([
      { name: 'onyx', ssl: true },
      { name: 'onyx credentials', ssl: true },
      { name: 'onyx sandbox clocks', ssl: true },
      { name: 'onyx worker', ssl: true },
      { name: 'onyx worker liveness', ssl: true },
    ]);
  } finally {
    await worker.stop();
    await api.stop();
    await house.database.close();
  }
});

test('the doctor says that the connection is encrypted, with a mode that checks nothing too', async () => {
  for (const url of [urlWith('require'), urlWith('verify-ca', 'authority.pem')]) {
    expect((await doctor(url)).stdout).toMatch(/^ok {4}database +PostgreSQL [\d.]+, at \S+, encrypted \(TLSv1\.\d\)$/m);
  }
});

test.each([
  { mode: 'disable', authority: undefined, say: 'takes no connection in the clear' },
  { mode: 'require', authority: 'another.pem', say: 'is not believed (' },
  { mode: 'verify-full', authority: undefined, say: 'is not believed (' },
])('a connection with sslmode $mode and $authority is refused in a sentence', async ({ mode, authority, say }) => {
  const { code, stdout } = await doctor(urlWith(mode, authority));
  expect(code).toBe(1);
  expect(stdout).toContain(say);
});

test.each(['sslmode=prefer', 'sslmode=verify-ca', 'sslrootcert=/ca.pem', 'sslmode=require&connect_timeout=3'])(
  'a connection string with %s is refused, and not shown',
  async (parameters) => {
    const { code, stderr } = await doctor(`postgres://onyx:hush@127.0.0.1/onyx?${parameters}`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^DATABASE_URL takes .*ssl.*\.\n$/);
    expect(stderr).not.toContain('hush');
  },
);
