import { request as httpRequest } from 'node:http';
import { getEsim } from '../../src/domains/esims/index.ts';
import { keepInvariants } from '../support/after-each.ts';
import { type SeededEsim, seedReadyEsim } from '../support/esims.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { eventsOf } from '../support/webhooks.ts';

const PATH = '/gsma/rsp2/es2plus/handleDownloadProgressInfo';
const TOKEN = 'the-token-of-the-sm-dp-plus-of-the-tests';

let api: TestApi;

beforeAll(async () => {
  api = await openTestApi({
    settings: { ONYX_ES2_NOTIFICATION_TOKEN: TOKEN, ONYX_ES2_NOTIFICATION_POINTS: '5:expired,101:installed' },
  });
  api.secrets.add(TOKEN);
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});
afterAll(() => api.close());
keepInvariants(() => api);

const seed = async (mode: 'live' | 'sandbox' = 'live'): Promise<SeededEsim> =>
  seedReadyEsim(api.house, await seedPartner(api.house, { mode, wallet: '10.00', approved: [JP] }));

const told = (iccid: unknown, change: Readonly<Record<string, unknown>> = {}) => ({
  header: { functionRequesterIdentifier: 'smdp', functionCallIdentifier: 'call-1' },
  iccid,
  profileType: 'any',
  timestamp: '2026-11-24T08:00:00Z',
  notificationPointId: 3,
  notificationPointStatus: { status: 'Executed-Success' },
  ...change,
});

const tell = async (body: unknown, token: string | null = TOKEN) => {
  const response = await fetch(api.url + PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

const statusOf = async ({ owner, iccid }: SeededEsim) =>
  (await getEsim(api.house.database.tables(), owner, iccid)).status;

const typesOf = async ({ owner }: SeededEsim) => (await eventsOf(api.house, owner)).map(({ type }) => type).slice(3);

test('a download and an installation that are told of move the eSIM and its order, once each', async () => {
  const esim = await seed();
  const { status, text, headers } = await tell(told(esim.iccid));
  expect({ status, text }).toEqual({ status: 204, text: '' });
  expect(headers.get('x-admin-protocol')).toMatch(/^gsma\/rsp\/v2\./);
  expect(await statusOf(esim)).toBe('downloaded');
  await tell(told(esim.iccid));
  await tell(told(esim.iccid, { notificationPointId: 4 }));
  await tell(told(esim.iccid, { notificationPointId: 4 }));
  expect(await statusOf(esim)).toBe('installed');
  expect(await typesOf(esim)).toEqual(['esim.downloaded', 'esim.installed', 'order.installed']);
});

test.each([
  ['a padded ICCID', (iccid: string) => told(`${iccid}F`)],
  ['a padded ICCID in small letters', (iccid: string) => told(`${iccid}f`)],
  ['a point in a string', (iccid: string) => told(iccid, { notificationPointId: '3' })],
  ['a status in a word alone', (iccid: string) => told(iccid, { notificationPointStatus: 'Executed-Success' })],
  ['a warning', (iccid: string) => told(iccid, { notificationPointStatus: { status: 'Executed-WithWarning' } })],
])('%s is understood', async (_, body) => {
  const esim = await seed();
  expect((await tell(body(esim.iccid))).status).toBe(204);
  expect(await statusOf(esim)).toBe('downloaded');
});

test('points above 4 mean what the settings say', async () => {
  const esim = await seed();
  expect((await tell(told(esim.iccid, { notificationPointId: 101 }))).status).toBe(204);
  expect(await statusOf(esim)).toBe('installed');
  expect((await tell(told(esim.iccid, { notificationPointId: '5' }))).status).toBe(204);
  expect(await statusOf(esim)).toBe('expired');
});

test.each([
  ['an eligibility check', { notificationPointId: 1 }],
  ['a point that nobody agreed on', { notificationPointId: 102 }],
  ['a failed installation', { notificationPointId: 4, notificationPointStatus: { status: 'Failed' } }],
  ['an expired download', { notificationPointStatus: { status: 'Expired' } }],
])('%s is accepted and noted, and moves nothing', async (_, change) => {
  const esim = await seed();
  expect((await tell(told(esim.iccid, change))).status).toBe(204);
  expect(await statusOf(esim)).toBe('ready');
  const iccidEnd = esim.iccid.slice(-4);
  expect(api.log.find({ msg: 'SM-DP+ told of what moves no eSIM', iccidEnd })).toHaveLength(1);
});

test('an eSIM that is not there, or the sandbox has, is accepted with a warning and moved by nobody', async () => {
  const esim = await seed('sandbox');
  expect((await tell(told(esim.iccid))).status).toBe(204);
  expect((await tell(told('8988298000000000048'))).status).toBe(204);
  expect(await statusOf(esim)).toBe('ready');
  const warned = api.log
    .find({ msg: 'SM-DP+ told of an unknown eSIM' })
    .map(({ level, iccidEnd }) => [level, iccidEnd]);
  expect(warned).toEqual([
    ['warn', esim.iccid.slice(-4)],
    ['warn', '0048'],
  ]);
});

test.each([
  ['no object', '[]', 'BAD_USER_INPUT'],
  ['no JSON', '{"iccid":', 'BAD_REQUEST'],
  ['no ICCID', told(undefined), 'BAD_USER_INPUT'],
  ['an ICCID that is none', told('123'), 'BAD_USER_INPUT'],
  ['an ICCID that is no string', told(42), 'BAD_USER_INPUT'],
  ['no point', told('8988298000000000048', { notificationPointId: undefined }), 'BAD_USER_INPUT'],
  ['half a point', told('8988298000000000048', { notificationPointId: 3.5 }), 'BAD_USER_INPUT'],
  ['a list for a point', told('8988298000000000048', { notificationPointId: [3] }), 'BAD_USER_INPUT'],
  ['no status', told('8988298000000000048', { notificationPointStatus: {} }), 'BAD_USER_INPUT'],
  ['a status of nobody', told('8988298000000000048', { notificationPointStatus: 'toString' }), 'BAD_USER_INPUT'],
])('%s is refused with a code', async (_, body, code) => {
  const { status, text } = await tell(body);
  expect(status).toBe(400);
  expect(JSON.parse(text).errors[0].extensions.code).toBe(code);
});

test.each([
  ['no token', null],
  ['another token', `${TOKEN}x`],
  ['a part of the token', TOKEN.slice(0, -1)],
])('with %s nobody tells anything', async (_, token) => {
  const esim = await seed();
  const { status, text, headers } = await tell(told(esim.iccid), token);
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toBe('Bearer');
  expect(JSON.parse(text).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  expect(await statusOf(esim)).toBe('ready');
});

test('a body beyond 64 kB is refused', async () => {
  const { status } = await tell(told('8988298000000000048', { resultData: 'x'.repeat(64 * 1024) }));
  expect(status).toBe(413);
});

test('twenty reports of one installation at once are told of once', async () => {
  const esim = await seed();
  const body = told(esim.iccid, { notificationPointId: 4 });
  const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await tell(body)).status));
  expect(new Set(statuses)).toEqual(new Set([204]));
  expect(await typesOf(esim)).toEqual(['esim.installed', 'order.installed']);
});

test('where no token is set there is no such path', async () => {
  const other = await openTestApi();
  const status = await new Promise<number | undefined>((resolve) => {
    httpRequest(other.url + PATH, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  await other.close();
  expect(status).toBe(404);
});
