import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { getEsim, readUsageFile } from '../../src/domains/esims/index.ts';
import { openHouse } from '../../src/wiring.ts';
import { type SeededEsim, seedInstalledEsim } from '../support/esims.ts';
import { JP } from '../support/orders.ts';
import type { Environment } from '../support/run-onyx.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_KEYS } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let folder: string;
let database: TestDatabase;
let environment: Environment;
let house: Awaited<ReturnType<typeof openHouse>>;
let esim: SeededEsim;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-cli-'));
  database = await createTestDatabase();
  environment = { DATABASE_URL: database.url, ONYX_DATA_DIR: join(folder, 'data'), ONYX_KEYS: TEST_KEYS, PORT: '0' };
  house = await openHouse(readConfig(environment), database.url);
  await seedCatalogue(house, [packageDraft('JP', '1.00', { dataMb: 1_000 })]);
  esim = await seedInstalledEsim(house, await seedPartner(house, { wallet: '5.00', approved: [JP] }));
});
afterAll(async () => {
  await house.database.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const AT = '2026-11-24T08:00:00Z';
const HEADER = 'reference,iccid,data_mb_used,observed_at';

const importFile = async (name: string, text: string, ...more: readonly string[]) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return runWarm(['usage', 'import', path, ...more], environment);
};

const usedNow = async () => (await getEsim(house.database.tables(), esim.owner, esim.iccid)).dataMbUsed;

test('a CSV is taken in, and the same one again counts nothing twice', async () => {
  const csv = `${HEADER}\nA-1,${esim.iccid},100,${AT}\nA-2,8988299999999999999,5,${AT}\n`;
  const { code, stdout } = await importFile('one.csv', csv, '--json');
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    { imported: true, absorbed: 1, repeated: 0, unknown: ['A-2'], leftOut: [] },
  ]);
  expect(await usedNow()).toBe(100);
  const again = await importFile('one.csv', csv);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Took in 0 reports; 1 were known.') });
});

test('a file of 2,500 objects of JSON is taken in', async () => {
  const lines = Array.from({ length: 2_500 }, (_, index) =>
    JSON.stringify({
      reference: `B-${index}`,
      iccid: esim.iccid,
      dataMbUsed: 200 + (index % 7),
      observedAt: new Date(Date.parse(AT) + index * 1_000).toISOString(),
    }),
  );
  const { code, stdout } = await importFile('many.ndjson', lines.join('\n'), '--json');
  expect([code, JSON.parse(stdout).absorbed]).toEqual([0, 2_500]);
  expect(await usedNow()).toBe(200 + (2_499 % 7));
});

test('one bad row keeps all out, by its line; with --skip-bad it alone is left out', async () => {
  const csv = `${HEADER}\nC-1,${esim.iccid},400,2026-11-24T09:00:00Z\nC-2,123,many,${AT}\n`;
  const { code, stdout, stderr } = await importFile('bad.csv', csv);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/ {2}line 3, iccid: give an ICCID.*\n {2}line 3, data_mb_used: give whole/);
  expect(stderr).toContain('Nothing was taken in: the file has 1 bad row.');
  expect(await usedNow()).not.toBe(400);
  const skipped = await importFile('bad.csv', csv, '--skip-bad');
  expect(skipped).toMatchObject({ code: 0, stdout: expect.stringContaining('Took in 1 report') });
  expect(await usedNow()).toBe(400);
});

const NOW = new Date('2026-11-24T09:00:00Z');
const GOOD = `D-1,8988299999999999999,5,${AT}`;

test.each([
  ['nothing', '', 'line 1: the file is empty'],
  ['a header alone', HEADER, 'line 1: the file has a header and no rows'],
  ['a column missing', `reference,iccid,observed_at\n${GOOD}`, 'line 1: the columns data_mb_used are missing'],
  ['a row too short', `${HEADER}\nD-1,5`, 'line 2: the row has 2 columns, the header 4'],
  ['a quote left open', `${HEADER}\n"D-1,5`, 'line 2: the quotes of the line are not well formed'],
  ['a line that is no object', '{"reference":"D-1"\n[]', 'line 1: the line is no JSON object'],
  [
    'a moment of tomorrow',
    `${HEADER}\nD-1,8988299999999999999,5,2026-11-25T09:00:00Z`,
    'line 2, observed_at: give an RFC 3339',
  ],
  ['another encoding', Buffer.from([0xff, 0xfe, 0x41]), 'line 1: the file is not UTF-8'],
  ['more than 20 MB', ' '.repeat(20 * 1024 * 1024 + 1), 'line 1: the file is larger than 20 MB'],
  ['more than 100,000 rows', `${HEADER}\n${'x\n'.repeat(100_001)}`, 'line 100002: the file has more than 100000 rows'],
])('a file with %s says so', (_name, content, sentence) => {
  const { reports, problems } = readUsageFile(Buffer.from(content), NOW);
  const [first] = problems;
  expect(reports).toEqual([]);
  expect(`line ${first?.line}${first?.column ? `, ${first.column}` : ''}: ${first?.problem}`).toContain(sentence);
});

test('columns may stand in any order, with others between, quotes, CRLF and a byte order mark', () => {
  const csv = `\uFEFFcountry,observed_at,iccid,reference,data_mb_used\r\nJP,${AT},"8988 2999-99999999999F",D-1,5\r\n\r\n`;
  expect(readUsageFile(Buffer.from(csv), NOW)).toEqual({
    reports: [{ reference: 'D-1', iccid: '8988299999999999999', dataMbUsed: 5, observedAt: new Date(AT) }],
    problems: [],
  });
});
