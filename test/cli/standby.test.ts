import { databaseReadiness } from '../../src/views/readiness.ts';
import { administer } from '../support/test-database.ts';
import { openTestHouse, TEST_KEYS, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

const SAY = 'The database is a standby or read-only; set DATABASE_URL to the primary server.';

let house: TestHouse;

/** What a standby says of every connection; those that are open keep what they had. */
const becomeReadOnly = ({ databaseUrl }: TestHouse): Promise<void> =>
  administer(databaseUrl, async (admin) => {
    const name = new URL(databaseUrl).pathname.slice(1);
    await admin.query(`alter database ${name} set default_transaction_read_only to on`);
  });

beforeAll(async () => {
  house = await openTestHouse();
  await becomeReadOnly(house);
});
afterAll(() => house.close());

const onyx = (...args: readonly string[]) =>
  runWarm(args, { DATABASE_URL: house.databaseUrl, ONYX_KEYS: TEST_KEYS, PORT: '0' });

test('neither API nor worker begins on a database that takes no change, and what only reads runs', async () => {
  for (const service of ['serve', 'worker']) {
    const { code, stderr } = await onyx(service);
    expect([code, stderr]).toEqual([1, `${SAY}\n`]);
  }
  expect(await onyx('partner', 'list', '--json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  expect(await onyx('partner', 'create', '--name', 'Acme')).toMatchObject({ code: 1, stderr: `${SAY}\n` });
});

test('the doctor says so', async () => {
  const { code, stdout } = await onyx('doctor');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^FAIL {2}database +PostgreSQL .*\n +The database is a standby or read-only; /m);
});

test('an API whose database came to be a standby is not ready', async () => {
  expect(await databaseReadiness(house)()).toBe(false);
});
