import { getEsim } from '../../src/domains/esims/index.ts';
import { keepInvariants } from '../support/after-each.ts';
import { type SeededEsim, seedInstalledEsim } from '../support/esims.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { eventsOf } from '../support/webhooks.ts';

const TOKEN = 'carrier-token-of-the-tests-0123456789';

let api: TestApi;
let esim: SeededEsim;

beforeAll(async () => {
  api = await openTestApi({ settings: { ONYX_CARRIER_TOKEN: TOKEN } });
  api.secrets.add(TOKEN);
  await seedCatalogue(api.house, [packageDraft('JP', '1.00', { dataMb: 1_000 })]);
  const owner = await seedPartner(api.house, { wallet: '5.00', approved: [JP] });
  esim = await seedInstalledEsim(api.house, owner);
});
afterAll(() => api.close());
keepInvariants(() => api);

const post = async (body: unknown, headers: Readonly<Record<string, string>> = {}, url = api.url) => {
  const response = await fetch(`${url}/carrier/usage-reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer = JSON.parse(await response.text());
  return { status: response.status, answer, code: answer.errors?.[0]?.extensions.code };
};

const report = (change: object = {}) => ({
  reference: 'R-1',
  iccid: esim.iccid,
  dataMbUsed: 850,
  observedAt: api.house.clock.now().toISOString(),
  ...change,
});

test('a batch is taken in once, however often it is sent, and its eSIMs show it', async () => {
  const stray = report({ reference: 'R-2', iccid: '8988299999999999999' });
  const batch = [report(), stray];
  expect(await post(batch)).toMatchObject({ status: 200, answer: { absorbed: 1, repeated: 0, unknown: ['R-2'] } });
  expect(await post(batch)).toMatchObject({ status: 200, answer: { absorbed: 0, repeated: 1, unknown: ['R-2'] } });
  const { dataMbUsed } = await getEsim(api.house.database.tables(), esim.owner, esim.iccid);
  expect(dataMbUsed).toBe(850);
  const told = (await eventsOf(api.house, esim.owner)).filter(({ type }) => type.startsWith('usage.'));
  expect(told.map(({ type }) => type)).toEqual(['usage.threshold']);
  const [line] = api.log.find({ absorbed: 1 });
  expect(line).toMatchObject({ absorbed: 1, repeated: 0, unknown: 1 });
});

test('an ICCID may come with a filler, and a number as text', async () => {
  const spelt = report({ reference: 'R-3', iccid: `${esim.iccid}F`, dataMbUsed: '860' });
  expect(await post([spelt])).toMatchObject({ status: 200, answer: { absorbed: 1, unknown: [] } });
});

test.each([
  ['no token', ''],
  ['another token', `Bearer ${TOKEN.slice(0, -1)}0`],
  ['a longer token', `Bearer ${TOKEN}0`],
  ['another scheme', `Basic ${TOKEN}`],
])('%s is let in nowhere, and its body is not looked at', async (_name, authorization) => {
  expect(await post('{ not even JSON', { authorization })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
});

test('a credential of a partner is no token of a carrier', async () => {
  const token = await api.credential(esim.owner);
  expect(await post([report()], { authorization: `Bearer ${token}` })).toMatchObject({ status: 401 });
});

test('a batch with a bad report is refused as a whole, each fault by its place and without its value', async () => {
  const tomorrow = new Date(api.house.clock.now().getTime() + 86_400_000).toISOString();
  const bad = [
    report({ reference: 'R-9' }),
    report({ reference: '', iccid: 'secret-value', dataMbUsed: -1, observedAt: '2026-11-24' }),
    report({ reference: 'R-10', dataMbUsed: 1.5, observedAt: tomorrow }),
    null,
  ];
  const { status, answer, code } = await post(bad);
  expect([status, code]).toEqual([400, 'BAD_USER_INPUT']);
  const fields = answer.errors[0].extensions.problems.map(({ field }: { readonly field: string }) => field);
  expect(fields).toEqual([
    ...['reference', 'iccid', 'dataMbUsed', 'observedAt'].map((field) => `[1].${field}`),
    ...['dataMbUsed', 'observedAt'].map((field) => `[2].${field}`),
    ...['reference', 'iccid', 'dataMbUsed', 'observedAt'].map((field) => `[3].${field}`),
  ]);
  expect(JSON.stringify(answer)).not.toContain('secret-value');
  expect(await post([report({ reference: 'R-9' })])).toMatchObject({ answer: { absorbed: 1 } });
});

test.each<[string, () => unknown, number, string]>([
  ['an object', () => report(), 400, 'BAD_USER_INPUT'],
  ['more than 1,000 reports', () => Array.from({ length: 1_001 }, () => report()), 400, 'BAD_USER_INPUT'],
  ['no JSON', () => '[', 400, 'BAD_REQUEST'],
  ['more than 512 kB', () => `"${'x'.repeat(600_000)}"`, 413, 'PAYLOAD_TOO_LARGE'],
])('%s is refused', async (_name, body, status, code) => {
  expect(await post(body())).toMatchObject({ status, code });
});

test('no body at all is refused', async () => {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const response = await fetch(`${api.url}/carrier/usage-reports`, { method: 'POST', headers });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});

test('where no token is set there is no such path', async () => {
  const other = await openTestApi();
  try {
    expect(await post([], {}, other.url)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  } finally {
    await other.close();
  }
});
