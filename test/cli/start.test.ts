import { access, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Environment, Onyx, runOnyx } from '../support/run-onyx.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { TEST_KEYS } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

const READY = /Onyx is ready at (\S+)\/graphql/;
const STOP_MS_MAX = 10_000;

let folder: string;
const running: Onyx[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), `onyx-test-${process.pid}-`));
});

afterAll(async () => {
  for (const onyx of running) await onyx.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = (environment: Environment): Onyx => {
  const onyx = new Onyx(['start'], { PORT: '0', ONYX_SANDBOX_PROVISIONING_MS: '50', ...environment });
  running.push(onyx);
  return onyx;
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Whether a PostgreSQL runs on a data folder. */
const hasPostgres = async (dataDir: string): Promise<boolean> => {
  const text = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
  try {
    return text !== '' && process.kill(Number(text.split('\n')[0]), 0);
  } catch {
    return false;
  }
};

const readQuickstart = async (dataDir: string) => JSON.parse(await readFile(join(dataDir, 'quickstart.json'), 'utf8'));

/** What an answer says, but for its cost. */
const ask = async (
  { url, credential }: { url: string; credential: string },
  query: string,
  key = '',
): Promise<string> => {
  const headers = {
    authorization: `Bearer ${credential}`,
    'content-type': 'application/json',
    ...(key && { 'idempotency-key': key }),
  };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors }: { data?: unknown; errors?: unknown } = JSON.parse(await response.text());
  return JSON.stringify({ data, errors });
};

const occupy = (): Promise<{ server: Server; port: string }> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: String(typeof address === 'object' ? address?.port : address) });
    });
  });

describe('on the embedded database', () => {
  let dataDir: string;
  let onyx: Onyx;

  beforeAll(() => {
    dataDir = join(folder, 'embedded');
  });

  test('a signal during the first start ends it well and leaves nothing running', async () => {
    const begun = start({ ONYX_DATA_DIR: dataDir });
    await begun.until(/Making the database/);
    expect(await begun.stop('SIGINT')).toBe(0);
    expect(begun.stdout).toBe('');
    expect(begun.stderr).toMatch(/Stopping\n$/);
    expect(await hasPostgres(dataDir)).toBe(false);
  });

  test('the first start takes that up, and an order with the facts of quickstart.json becomes ready', async () => {
    onyx = start({ ONYX_DATA_DIR: dataDir });
    const [, url] = await onyx.until(READY);
    const quickstart = await readQuickstart(dataDir);
    expect(quickstart).toEqual({
      url,
      credential: expect.stringMatching(/^onyx_sandbox_\w{76}$/),
      organisationId: expect.stringMatching(/^org_\w{26}$/),
      packageId: 'onyx-connect-japan-3gb-30d',
    });
    expect((await stat(join(dataDir, 'quickstart.json'))).mode & 0o777).toBe(0o600);
    await onyx.until(/# look the order up\n[^#]*\n\n/);
    expect(onyx.stdout.split(quickstart.credential)).toHaveLength(5);
    expect(onyx.stdout).toContain(`explorer    ${url}/ in a browser`);
    expect(onyx.stdout + onyx.stderr).not.toContain('\u001b');

    const input = `{ packageId: "${quickstart.packageId}", partnerOrderId: "first" }`;
    const order = `mutation { createOrder(input: ${input}) { replayed order { status } } }`;
    expect(await ask(quickstart, order, 'k')).toBe(
      '{"data":{"createOrder":{"replayed":false,"order":{"status":"RESERVED"}}}}',
    );
    const lookUp = '{ order(by: { partnerOrderId: "first" }) { status } wallet { available { amount } } }';
    let answer = '';
    while (!answer.includes('ESIM_READY')) {
      answer = await ask(quickstart, lookUp);
      expect(answer).toMatch(/RESERVED|PROVISIONING|ESIM_READY/);
      await sleep(50);
    }
    expect(answer).toContain('"amount":"996.26"');
    expect(await ask(quickstart, order, 'k')).toContain('"replayed":true');
  });

  test('commands work beside the running server', async () => {
    const beside = { ONYX_DATA_DIR: dataDir, PORT: new URL((await readQuickstart(dataDir)).url).port };
    const doctor = await runWarm(['doctor'], beside);
    expect(doctor.stdout).toMatch(/^ok {4}port {8}\d+ of 127\.0\.0\.1 has the API, running$/m);
    expect(doctor.code).toBe(0);
    expect(JSON.parse((await runWarm(['ledger', 'verify', '--json'], beside)).stdout)).toMatchObject({
      proven: true,
      orders: 1,
    });
  });

  test('a second start on the folder, or on the port, is refused in one sentence and disturbs nobody', async () => {
    const locked = await runOnyx(['start'], { ONYX_DATA_DIR: dataDir, PORT: '0' });
    expect(locked).toMatchObject({ code: 1, stdout: '' });
    expect(locked.stderr).toMatch(
      /^The data folder \S+ is in use by another running server; stop that one or set ONYX_DATA_DIR\.\n$/,
    );

    const { url } = await readQuickstart(dataDir);
    const other = join(folder, 'other');
    const used = await runOnyx(['start'], { ONYX_DATA_DIR: other, PORT: new URL(url).port });
    expect(used).toMatchObject({ code: 1, stdout: '' });
    expect(used.stderr).toMatch(
      /^Port \d+ of 127\.0\.0\.1 is in use by another program; stop that one or set PORT\.\n$/,
    );
    expect(await exists(other)).toBe(false);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  test('SIGTERM stops everything in time, the database too, and the next command starts and stops that for itself', async () => {
    const begun = performance.now();
    expect(await onyx.stop('SIGTERM')).toBe(0);
    expect(performance.now() - begun).toBeLessThan(STOP_MS_MAX);
    expect(await hasPostgres(dataDir)).toBe(false);
    // The log stood beside the commands to paste, and held no secret.
    const lines = onyx.stdout.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.filter((line) => JSON.parse(line).route === '/graphql').length).toBeGreaterThan(2);
    expect(lines.join('\n')).not.toContain('onyx_sandbox_');
    const verified = await runOnyx(['ledger', 'verify', '--json'], { ONYX_DATA_DIR: dataDir });
    expect(JSON.parse(verified.stdout)).toMatchObject({ proven: true, orders: 1, openOrders: 0 });
    expect(await hasPostgres(dataDir)).toBe(false);
  });
});

describe('on a database of a server', () => {
  test('later starts keep the credential, follow the port, and issue a new credential only where the file is gone', async () => {
    const database = await createTestDatabase();
    const environment = { DATABASE_URL: database.url, ONYX_DATA_DIR: join(folder, 'kept'), ONYX_KEYS: TEST_KEYS };
    const startAndStop = async (change: Environment = {}) => {
      const onyx = start({ ...environment, ...change });
      await onyx.until(READY);
      const quickstart = await readQuickstart(environment.ONYX_DATA_DIR);
      const answer = await ask(quickstart, '{ viewer { organisationName } }');
      expect(await onyx.stop()).toBe(0);
      expect(answer).toBe('{"data":{"viewer":{"organisationName":"Sandbox Travel"}}}');
      return quickstart;
    };
    const first = await startAndStop();
    const second = await startAndStop({ HOST: '0.0.0.0' });
    expect(second).toEqual({ ...first, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    expect(second.url).not.toBe(first.url);

    await rm(join(environment.ONYX_DATA_DIR, 'quickstart.json'));
    const third = await startAndStop();
    expect(third).toMatchObject({ organisationId: first.organisationId, packageId: first.packageId });
    expect(third.credential).not.toBe(first.credential);
    const shown = await runWarm(['wallet', 'show', '--organisation', 'Sandbox Travel', '--json'], environment);
    expect(JSON.parse(shown.stdout).wallets).toMatchObject([
      { currency: 'USD', available: '1000.00', reserved: '0.00' },
    ]);
    await database.drop();
  });

  test('a first start that was cut off between its steps is taken up where it ended', async () => {
    const database = await createTestDatabase();
    const environment = { DATABASE_URL: database.url, ONYX_DATA_DIR: join(folder, 'cut-off'), ONYX_KEYS: TEST_KEYS };
    const prices = join(import.meta.dirname, '../../src/domains/catalogue/first-data/market-prices.csv');
    const imported = ['catalogue', 'import', prices, '--name', 'starter', '--margin', '35', '--skip-bad'];
    expect(await runWarm(imported, environment)).toMatchObject({ code: 0 });
    expect(await runWarm(['partner', 'create', '--name', 'Sandbox Travel'], environment)).toMatchObject({ code: 0 });
    const onyx = start(environment);
    await onyx.until(READY);
    expect(await readQuickstart(environment.ONYX_DATA_DIR)).toMatchObject({ packageId: 'onyx-connect-japan-3gb-30d' });
    expect(await onyx.stop()).toBe(0);
    expect(JSON.parse((await runWarm(['catalogue', 'list', '--json'], environment)).stdout)).toMatchObject([
      { version: 'starter', state: 'current', packages: 565 },
    ]);
    await database.drop();
  });

  test('the API and the worker run on their own, log as JSON, and end well', async () => {
    const database = await createTestDatabase();
    const environment = {
      DATABASE_URL: database.url,
      ONYX_DATA_DIR: join(folder, 'apart'),
      ONYX_KEYS: TEST_KEYS,
      PORT: '0',
    };
    const serve = new Onyx(['serve'], environment);
    const worker = new Onyx(['worker'], environment);
    running.push(serve, worker);
    const [, url] = await serve.until(/The API listens at (\S+)\/graphql/);
    await worker.until(/The worker takes jobs/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await ask({ url: url ?? '', credential: 'none' }, '{ viewer { mode } }')).toContain('UNAUTHENTICATED');
    expect(await Promise.all([serve.stop(), worker.stop('SIGINT')])).toEqual([0, 0]);
    const lines = serve.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ msg }) => msg)).toEqual(['API listens', 'request', 'API stopped']);
    expect(lines[1]).toMatchObject({ codes: ['UNAUTHENTICATED'] });
    await database.drop();
  });

  test('a start that waits for a database that never answers is ended by a signal, and at once by a second one', async () => {
    const { server, port } = await occupy();
    const environment = {
      DATABASE_URL: `postgres://onyx@127.0.0.1:${port}/onyx`,
      ONYX_DATA_DIR: join(folder, 'stuck'),
      ONYX_KEYS: TEST_KEYS,
    };
    const [patient, hurried] = [start(environment), start(environment)];
    await Promise.all([patient, hurried].map((onyx) => onyx.until(/Bringing the database up to date/)));
    const ended = patient.stop();
    hurried.process.kill('SIGTERM');
    await hurried.until(/Stopping/);
    expect(await hurried.stop()).toBe(143);
    expect(await ended).toBe(0);
    server.close();
  });
});
