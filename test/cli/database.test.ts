import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../support/run-onyx.ts';
import { administer, createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_KEYS } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let folder: string;
let database: TestDatabase;
let environment: Environment;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-cli-'));
  database = await createTestDatabase();
  environment = { ONYX_DATA_DIR: join(folder, 'data'), ONYX_KEYS: TEST_KEYS };
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test('a wrong password is refused without being shown', async () => {
  const wrong = new URL(database.url);
  wrong.password = 'hush';
  const { code, stderr } = await runWarm(['partner', 'list'], { ...environment, DATABASE_URL: wrong.href });
  expect(code).toBe(1);
  expect(stderr).toBe('The database refuses the user or the password; check DATABASE_URL.\n');
});

test('a database of a server takes keys that are given, and none are made beside it', async () => {
  const without = { DATABASE_URL: database.url, ONYX_DATA_DIR: join(folder, 'none'), PORT: '0' };
  for (const command of [['serve'], ['worker'], ['partner', 'list']]) {
    const { code, stderr } = await runWarm(command, { ...without, ONYX_KEYS: '' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ONYX_KEYS is missing, which DATABASE_URL takes with it; make a first key with /);
  }
  expect(await readdir(folder)).not.toContain('none');
});

test('keys that a data folder has already are taken with a database of a server', async () => {
  const kept = join(folder, 'kept');
  await mkdir(kept);
  await writeFile(join(kept, 'keys'), `${TEST_KEYS}\n`);
  const listed = await runWarm(['keys', 'list', '--json'], { DATABASE_URL: database.url, ONYX_DATA_DIR: kept });
  expect(JSON.parse(listed.stdout)).toMatchObject([{ keyId: 'test', place: 'current' }]);
});

test('a database that lacks migrations is refused, migrated, and then up to date', async () => {
  const empty = new URL(database.url);
  empty.pathname += '_empty';
  const name = empty.pathname.slice(1);
  await administer(database.url, (admin) => admin.query(`create database ${name}`));
  try {
    const there = { ...environment, DATABASE_URL: empty.href };
    const refused = await runWarm(['partner', 'list'], there);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^The database lacks \d+ migrations; run `onyx migrate`\.\n$/);
    const examined = await runWarm(['doctor'], { ...there, PORT: '0' });
    expect(examined.stdout).toMatch(
      /^FAIL {2}keys +could not be checked\n +The database lacks tables; run `onyx migrate`\.$/m,
    );
    expect((await runWarm(['migrate', '--json'], there)).stdout).toContain('migration-20261124000000-foundation');
    expect((await runWarm(['migrate'], there)).stdout).toBe('Nothing to do: the database is up to date.\n');
    expect(await runWarm(['partner', 'list', '--json'], there)).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  } finally {
    await administer(database.url, (admin) => admin.query(`drop database ${name} with (force)`));
  }
});
