import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { settledOrder } from '../support/endings.ts';
import { packageDraft, seedCatalogue } from '../support/seed.ts';
import { openTestHouse, TEST_KEY, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let house: TestHouse;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-orders-'));
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const onyx = (...args: readonly string[]) => {
  const keys = `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`;
  return runWarm(args, { DATABASE_URL: house.databaseUrl, ONYX_DATA_DIR: folder, ONYX_KEYS: keys });
};

const json = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await onyx(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

const listed = async (...args: readonly string[]): Promise<readonly string[]> =>
  (await json('order', 'list', ...args)).map(({ id }: { readonly id: string }) => id);

test('orders are listed by state, lateness, organisation and mode, those that wait the oldest first', async () => {
  const waiting = await settledOrder(house, { kind: 'review', reason: 'CARRIER_UNREACHABLE' });
  const late = await settledOrder(house);
  const [ready, second] = [await settledOrder(house, 'ready'), await settledOrder(house, 'ready')];
  const tables = house.database.tables();
  await sql`update orders set expected_ready_by = now() - interval '1 minute' where id = ${late.orderId}`.execute(
    tables,
  );
  expect(await listed()).toEqual([waiting.orderId, late.orderId]);
  expect(await listed('--late')).toEqual([late.orderId]);
  expect(await listed('--status', 'manual_review')).toEqual([waiting.orderId]);
  expect(await listed('--status', 'esim_ready,installed')).toEqual([second.orderId, ready.orderId]);
  expect(await listed('--organisation', late.owner.organisationId)).toEqual([late.orderId]);
  expect(await listed('--mode', 'live')).toEqual([]);
  expect(await listed('--limit', '1')).toEqual([waiting.orderId]);
  expect((await onyx('order', 'list', '--status', 'manual_review')).stdout.split('\n')).toEqual([
    expect.stringMatching(/^ID +STATUS +REASON +ORGANISATION +MODE +PARTNER ORDER +PACKAGE +PLACED +READY BY +LATE$/),
    expect.stringMatching(
      new RegExp(`^${waiting.orderId} +manual_review +CARRIER_UNREACHABLE +Partner-\\d+ +sandbox `),
    ),
    '',
  ]);
  expect(await onyx('order', 'list', '--status', 'lost')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--status takes one of created, reserved,'),
  });
});

test('an order that waits is shown with the moment of the next question and what the last one failed with', async () => {
  const { orderId } = await settledOrder(house);
  const tables = house.database.tables();
  const facts = async () => (await onyx('order', 'show', orderId)).stdout;
  const moment = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC`;
  expect(await facts()).toMatch(new RegExp(`^to be ready by +${moment}\ncarrier asked next +${moment}\n`, 'm'));
  await sql`update graphile_worker._private_jobs set attempts = 3, last_error = ${'no TLS with onyx_sandbox_secret'},
    run_at = '2031-02-03T04:05:06Z' where key = ${orderId}`.execute(tables);
  expect(await facts()).toMatch(/^carrier asked next +2031-02-03 04:05:06 UTC\nlast error +no TLS .*, attempt 3\n/m);
  expect((await json('order', 'show', orderId)).waiting).toMatchObject({
    attempts: 3,
    nextAttemptAt: '2031-02-03T04:05:06.000Z',
    isRunning: false,
  });
  await sql`update graphile_worker._private_jobs set locked_at = now() where key = ${orderId}`.execute(tables);
  expect(await facts()).toMatch(/^carrier asked next +now$/m);
  await sql`delete from graphile_worker._private_jobs where key = ${orderId}`.execute(tables);
  expect(await facts()).toMatch(/^carrier asked next +not any more$/m);
  const { orderId: ready } = await settledOrder(house, 'ready');
  expect((await onyx('order', 'show', ready)).stdout).not.toMatch(/carrier asked|to be ready by/);
});
