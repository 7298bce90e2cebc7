import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readConfig } from '../../src/config.ts';
import { listOrganisations } from '../../src/domains/partners/index.ts';
import type { House } from '../../src/door/use-case.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { callerAuthentication } from '../../src/views/caller.ts';
import { listVersionSummaries } from '../../src/views/catalogue-versions.ts';
import { openHouse } from '../../src/wiring.ts';
import { keyedCall, orderInput } from '../support/orders.ts';
import type { Environment, Run } from '../support/run-onyx.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_KEYS } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

const PRICES = join(import.meta.dirname, '../../src/domains/catalogue/first-data/market-prices.csv');
const JAPAN = 'onyx-connect-japan-3gb-30d';
const SANDBOX = 'onyx-connect-sandbox-1gb-7d';

let folder: string;
let database: TestDatabase;
let environment: Environment;
let house: House;
/** Everything that any command wrote, but for the one answer that is meant to hold a token. */
let written = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-cli-'));
  database = await createTestDatabase();
  environment = { DATABASE_URL: database.url, ONYX_DATA_DIR: join(folder, 'data'), ONYX_KEYS: TEST_KEYS, PORT: '0' };
  house = await openHouse(readConfig(environment), database.url);
});

afterAll(async () => {
  await house.database.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const onyx = async (...args: readonly string[]): Promise<Run> => {
  const run = await runWarm(args, environment);
  written += run.stdout + run.stderr;
  return run;
};

/** The JSON of a command that succeeds. */
const json = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await onyx(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

const ACME = ['--organisation', 'Acme Ltd'] as const;
const IMPORT = ['catalogue', 'import', PRICES, '--margin', '35'] as const;

test('a partner is created once, with its id alone on the standard output, and listed', async () => {
  const created = await onyx('partner', 'create', '--name', 'Acme Ltd', '--exclude-markets', 'KP,CU');
  expect(created).toMatchObject({ code: 0, stdout: expect.stringMatching(/^org_[0-9a-z]{26}\n$/) });
  const again = await onyx('partner', 'create', '--name', 'Acme Ltd');
  expect(again).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^Another organisation has this name\./),
  });
  expect(await json('partner', 'list')).toEqual([
    {
      id: created.stdout.trim(),
      name: 'Acme Ltd',
      timeZone: 'UTC',
      state: 'active',
      currency: 'USD',
      excludedMarkets: ['KP', 'CU'],
      createdAt: expect.any(String),
    },
  ]);
  const { stdout } = await onyx('partner', 'list');
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^ID +NAME +STATE +CURRENCY +EXCLUDED MARKETS +CREATED$/),
    expect.stringMatching(/^org_\w{26} {2}Acme Ltd {2}active {2}USD {7}KP,CU {13}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/),
    '',
  ]);
});

test('what a command changes is recorded with the name of the user who ran it', async () => {
  const { rows } = await sql`select actor_kind, actor_id, action from activities`.execute(house.database.tables());
  expect(rows).toEqual([{ actor_kind: 'operator', actor_id: userInfo().username, action: 'organisation.create' }]);
});

test('a file with bad rows is reported by line, imports nothing, and is imported without them when told so', async () => {
  const refused = await onyx(...IMPORT);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr.split('\n')).toEqual([
    expect.stringMatching(/^ {2}line 81, data_gb: the size is 0/),
    expect.stringMatching(/^ {2}line 275, retail_price_usd: /),
    expect.stringMatching(/^ {2}line 349, retail_price_usd: /),
    expect.stringMatching(/^The catalogue file has rows that cannot be imported; nothing was imported\. /),
    '',
  ]);
  expect(await listVersionSummaries(house)).toEqual([]);
  const imported = await json(...IMPORT, '--skip-bad', '--with-sandbox', '--net-floor', '0.50');
  expect(imported).toMatchObject({
    version: new Date().toISOString().slice(0, 10),
    rows: 523,
    packages: { country: 523, region: 38, global: 4, sandbox: 14 },
    leftOut: [{ line: 81 }, { line: 275 }, { line: 349 }],
  });
  const second = await onyx(...IMPORT, '--skip-bad', '--margin-for', 'Africa=25', '--margin-for', 'JP=10');
  expect(second.stdout).toMatch(/^Imported \d{4}-\d\d-\d\d\.2: 565 packages .*\nLeft out 3 bad rows:\n {2}line 81, /);
  expect((await listVersionSummaries(house)).map(({ state }) => state)).toEqual(['draft', 'draft']);
});

test('a catalogue is published once, and packages are approved from it, those for tests never live', async () => {
  const [, { version }] = await json('catalogue', 'list');
  expect(await onyx('catalogue', 'publish', version)).toMatchObject({ code: 0 });
  expect(await onyx('catalogue', 'publish', version)).toMatchObject({ code: 1 });
  const own = ['--net-price', `${JAPAN}=3.50`] as const;
  expect(await json('catalogue', 'approve', JAPAN, SANDBOX, ...ACME, ...own)).toMatchObject({
    approved: 2,
    ownPriced: 1,
  });
  // The own price stays when the rest is approved.
  expect(await json('catalogue', 'approve', ...ACME)).toMatchObject({ approved: 579, ownPriced: 1, leftOut: 0 });
  const live = [...ACME, '--mode', 'live'] as const;
  expect(await json('catalogue', 'approve', ...live)).toMatchObject({ approved: 565, leftOut: 14 });
  const refused = await onyx('catalogue', 'approve', ...live, SANDBOX);
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no package of the coverage Sandbox in live'),
  });
  const { packages } = await json('catalogue', 'list', version);
  expect(packages.filter(({ coverageName }: { coverageName: string }) => coverageName === 'Sandbox')).toHaveLength(14);
});

test("a credential's token is shown once, is believed until it is revoked, and stands nowhere else", async () => {
  const scopes = ['--scopes', 'orders:read,catalogue:read'] as const;
  const issued = await runWarm(
    ['credential', 'issue', ...ACME, '--name', 'ci', ...scopes, '--expires', '30d'],
    environment,
  );
  const token = issued.stdout.trim();
  expect(issued).toMatchObject({ code: 0, stdout: expect.stringMatching(/^onyx_sandbox_\w{76}\n$/) });
  expect(issued.stderr).not.toContain(token);
  const caller = await callerAuthentication(house)(token);
  expect([...(caller?.scopes ?? [])]).toEqual(['orders:read', 'catalogue:read']);
  const [listed] = await json('credential', 'list', ...ACME);
  expect(listed).toMatchObject({ id: caller?.credentialId, name: 'ci', mode: 'sandbox', state: 'active' });
  expect(Math.round((Date.parse(listed.expiresAt) - Date.parse(listed.createdAt)) / 1_000)).toBe(30 * 86_400);
  expect(await onyx('credential', 'revoke', listed.id)).toMatchObject({ code: 0 });
  expect(await onyx('credential', 'revoke', listed.id)).toMatchObject({ code: 1 });
  expect(await callerAuthentication(house)(token)).toBeNull();
  expect(written).not.toContain(token.slice(-49));
  expect(written).not.toMatch(/onyx_(sandbox|live)_/);
});

test('a payment is booked once, in a currency of the wallet, and the books prove', async () => {
  const fund = ['wallet', 'fund', ...ACME, '--reference', 'BANK-1'] as const;
  expect(await json(...fund, '--amount', '50.00')).toMatchObject({
    amount: '50.00',
    currency: 'USD',
    available: '50.00',
  });
  expect(await onyx(...fund, '--amount', '50.00')).toMatchObject({ code: 1 });
  const shown = await json('wallet', 'show', ...ACME);
  expect(shown).toMatchObject({
    wallets: [{ currency: 'USD', available: '50.00', reserved: '0.00' }],
    entries: [{ type: 'credit', amount: '50.00', availableAfter: '50.00' }],
  });
  expect(await json('ledger', 'verify')).toMatchObject({ proven: true, books: 2, entries: 1, postings: 2, orders: 0 });
  const verdict = async (...args: readonly string[]) => (await onyx('ledger', 'verify', ...args)).stdout;
  expect(await verdict()).toMatch(/^The books are right since their last checkpoints; --full follows them /m);
  expect(await verdict('--full')).toMatch(/^The books are right\.$/m);
});

test("an order is shown by our id, and by the partner's own with its organisation", async () => {
  const [organisation] = await listOrganisations(house.database.tables());
  const organisationId = organisation?.id ?? '';
  const placed = await placeOrder(
    house,
    keyedCall({ organisationId, mode: 'sandbox' }, 'key-1'),
    orderInput('their-1', { packageId: JAPAN }),
  );
  const byOurs = await json('order', 'show', placed.subject);
  expect(byOurs).toMatchObject({ partnerOrderId: 'their-1', netPrice: '3.50', status: 'reserved', esim: null });
  expect(byOurs.timeline.map(({ type }: { type: string }) => type).sort()).toEqual([
    'ledger.reserve',
    'order.reserved',
  ]);
  expect(await json('order', 'show', 'their-1', ...ACME)).toEqual(byOurs);
  expect(await onyx('order', 'show', 'their-1', ...ACME, '--mode', 'live')).toMatchObject({ code: 1 });
  const { stdout } = await onyx('order', 'show', placed.subject);
  expect(stdout).toMatch(/^order +ord_\w{26}\npartner order +their-1\n/);
});

test('a suspended partner is refused until it is resumed', async () => {
  expect(await json('partner', 'suspend', ...ACME)).toMatchObject({ name: 'Acme Ltd', state: 'suspended' });
  expect(await listOrganisations(house.database.tables())).toMatchObject([{ state: 'suspended' }]);
  expect(await json('partner', 'resume', ...ACME)).toMatchObject({ name: 'Acme Ltd', state: 'active' });
  expect(await listOrganisations(house.database.tables())).toMatchObject([{ state: 'active' }]);
});

test('the doctor finds nothing wrong, and says what to do where the keys are lost', async () => {
  const healthy = await json('doctor');
  expect(healthy.checks.map(({ check, ok }: { check: string; ok: boolean }) => [check, ok])).toEqual([
    ['database', true],
    ['clock', true],
    ['migrations', true],
    ['keys', true],
    ['port', true],
  ]);
  expect(await onyx('credential', 'issue', ...ACME, '--name', 'kept', '--scopes', 'orders:read')).toMatchObject({
    code: 0,
  });
  const key = `other:${Buffer.alloc(32, 1).toString('base64')}`;
  const { code, stdout } = await runWarm(['doctor'], { ...environment, ONYX_KEYS: key });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^FAIL {2}keys +missing in the ring: test of 1 credential, 0 install links, 0 eSIMs and 0 webhook secrets\n +Put it back /m,
  );
  expect(stdout).not.toContain(Buffer.alloc(32, 1).toString('base64'));
});

interface Refused {
  readonly code: number;
  readonly say: RegExp;
  readonly args: readonly string[];
  readonly environment?: Environment;
}

const NOWHERE = { DATABASE_URL: 'postgres://onyx:hush@127.0.0.1:1/onyx' };

const REFUSALS: readonly Refused[] = [
  { code: 2, say: /^A command is missing\.$/, args: ['wallet'] },
  { code: 2, say: /^Unknown command 'partners' \(Did you mean partner\?\); --help shows/, args: ['partners'] },
  { code: 2, say: /^Required option '--margin <percent>' not specified; --help/, args: IMPORT.slice(0, 3) },
  { code: 2, say: /^--margin takes a percentage from 0 to 99\.99/, args: [...IMPORT.slice(0, 4), '135'] },
  {
    code: 2,
    say: /^--amount takes a decimal number .*; --reference takes 1 to 128 /,
    args: ['wallet', 'fund', ...ACME, '--amount', '-1', '--reference', ' '],
  },
  {
    code: 2,
    say: /^--amount takes a decimal number with at most 2 decimals for USD\.$/,
    args: ['wallet', 'fund', ...ACME, '--amount', '1.005', '--reference', 'X'],
  },
  {
    code: 2,
    say: /^--scopes takes one of catalogue:read, /,
    args: ['credential', 'issue', ...ACME, '--name', 'x', '--scopes', 'all'],
  },
  {
    code: 2,
    say: /^--scopes takes some of catalogue:read, .*--all-scopes/,
    args: ['credential', 'issue', ...ACME, '--name', 'x'],
  },
  {
    code: 2,
    say: /^PORT takes a whole number from 0 to 65535\.$/,
    args: ['partner', 'list'],
    environment: { PORT: 'hush' },
  },
  { code: 1, say: /^There is no such organisation\. Run /, args: ['wallet', 'show', '--organisation', 'Nobody'] },
  {
    code: 1,
    say: /^The file \/nowhere\.csv is not there\.$/,
    args: ['catalogue', 'import', '/nowhere.csv', '--margin', '35'],
  },
  {
    code: 1,
    say: /^The database cannot be reached \(ECONNREFUSED\); /,
    args: ['partner', 'list'],
    environment: NOWHERE,
  },
  { code: 1, say: /^There is no database in \S+ yet; /, args: ['partner', 'list'], environment: { DATABASE_URL: '' } },
];

test.each(REFUSALS)(
  'a refusal is one sentence with its exit code, $code: $say',
  async ({ code, say, args, ...more }) => {
    const run = await runWarm(args, { ...environment, ...more.environment });
    const said = run.stderr.trimEnd().split('\n');
    expect(said.at(-1)).toMatch(say);
    expect(run).toMatchObject({ code, stdout: '' });
    // Where a command is missing, the help says which there are.
    if (args.length > 1) expect(said).toHaveLength(1);
    expect(run.stderr).not.toMatch(/hush|\.js:|node:internal/);
  },
);

test('a file of another kind is refused before it is read to its end', async () => {
  const file = join(folder, 'not-prices.csv');
  await writeFile(file, 'country;price\nJP;1\n');
  const { code, stderr } = await onyx('catalogue', 'import', file, '--margin', '35', '--skip-bad');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ {2}line 1/);
});
