import type { Owner } from '../../src/kernel/actor.ts';
import { ALL_SCOPES, type Scope } from '../../src/kernel/scopes.ts';
import { absorbUsageReports } from '../../src/use-cases/absorb-usage-reports.ts';
import { keepInvariants } from '../support/after-each.ts';
import { type SeededEsim, seedInstalledEsim, seedReadyEsim } from '../support/esims.ts';
import { JP, systemCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { TestClock } from '../support/test-clock.ts';

const clock = new TestClock();
const HOUR_MS = 3_600_000;

let api: TestApi;
let owner: Owner;
let token: string;
let ready: SeededEsim;
let installed: SeededEsim;

beforeAll(async () => {
  api = await openTestApi({ clock });
  await seedCatalogue(api.house, [packageDraft('JP', '1.00', { dataMb: 1_000 })]);
  owner = await seedPartner(api.house, { wallet: '9.00', approved: [JP] });
  token = await api.credential(owner);
  ready = await seedReadyEsim(api.house, owner);
  clock.advance(1_000);
  installed = await seedInstalledEsim(api.house, owner);
});
afterAll(() => api.close());
keepInvariants(() => api);

const report = (dataMbUsed: number) =>
  absorbUsageReports(api.house, systemCall(owner), [
    { reference: `R-${dataMbUsed}`, iccid: installed.iccid, dataMbUsed, observedAt: clock.now() },
  ]);

const USAGE = `{ dataMbTotal dataMbUsed dataMbRemaining usagePercent status observedAt isStale nextReportExpectedAt }`;

const usage = async () => {
  const document = `{ esim(iccid: "${installed.iccid}") { usage ${USAGE} } }`;
  return (await api.ask<{ readonly esim: { readonly usage: object } }>(token, document)).data.esim.usage;
};

const later = (ms: number): string => new Date(clock.now().getTime() + ms).toISOString();

test('usage is shown as the latest report has it, and grows stale without another one', async () => {
  expect(await usage()).toEqual({
    dataMbTotal: 1_000,
    dataMbUsed: 0,
    dataMbRemaining: 1_000,
    usagePercent: 0,
    status: 'NOT_STARTED',
    observedAt: null,
    isStale: false,
    nextReportExpectedAt: later(HOUR_MS),
  });
  await report(825);
  const expected = {
    dataMbTotal: 1_000,
    dataMbUsed: 825,
    dataMbRemaining: 175,
    usagePercent: 82,
    status: 'THRESHOLD',
    observedAt: later(0),
    nextReportExpectedAt: later(HOUR_MS),
  };
  expect(await usage()).toEqual({ ...expected, isStale: false });
  clock.advance(2 * HOUR_MS - 1);
  expect(await usage()).toEqual({ ...expected, isStale: false });
  clock.advance(1);
  expect(await usage()).toEqual({ ...expected, isStale: true });
});

test('percentages of its own decide what a partner is told and shown', async () => {
  const all = '{ usageThresholds }';
  expect((await api.ask(token, all)).data).toEqual({ usageThresholds: [80] });
  const set = 'mutation { setUsageThresholds(percentages: [95, 90, 95]) }';
  expect((await api.ask(token, set)).data).toEqual({ setUsageThresholds: [90, 95] });
  expect((await api.ask(token, all)).data).toEqual({ usageThresholds: [90, 95] });
  expect(await usage()).toMatchObject({ status: 'ACTIVE', usagePercent: 82 });
});

test.each(['[0]', '[100]', '[1, 2, 3, 4, 5, 6]'])('the percentages %s are refused', async (percentages) => {
  const { status, errors } = await api.ask(token, `mutation { setUsageThresholds(percentages: ${percentages}) }`);
  expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
});

test('an eSIM is found however its ICCID is spelt, with its order, its package and what happened to it', async () => {
  const spelt = `${installed.iccid.slice(0, 4)} ${installed.iccid.slice(4, 9)}-${installed.iccid.slice(9)}F`;
  const document = `{ esim(iccid: "${spelt}") {
    iccid status activationAvailable downloadedAt installedAt expiresAt
    order { id partnerOrderId esim { iccid } } package { packageId dataMb } history { type }
  } }`;
  expect((await api.ask(token, document)).data).toEqual({
    esim: {
      iccid: installed.iccid,
      status: 'INSTALLED',
      activationAvailable: false,
      downloadedAt: null,
      installedAt: expect.any(String),
      expiresAt: expect.any(String),
      order: { id: installed.orderId, partnerOrderId: installed.partnerOrderId, esim: { iccid: installed.iccid } },
      package: { packageId: JP, dataMb: 1_000 },
      history: ['order.esim_ready', 'esim.installed', 'usage.threshold'].map((type) => ({ type })),
    },
  });
});

test.each([
  ['a wrong check digit', '8988297000000000017', 404, 'ESIM_NOT_FOUND'],
  ['20 digits', '89882970000000000180', 404, 'ESIM_NOT_FOUND'],
  ['too few digits', '898829700000000001', 400, 'BAD_USER_INPUT'],
  ['another industry', '1288297000000000018', 400, 'BAD_USER_INPUT'],
  ['letters', 'eyJ0eXAiOiJKV1QiLCJh', 400, 'BAD_USER_INPUT'],
])('an ICCID with %s is answered as what it is', async (_name, iccid, status, code) => {
  const answer = await api.ask(token, `{ esim(iccid: "${iccid}") { iccid } }`);
  expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([status, code]);
});

test('eSIMs are listed newest first, narrowed by what a filter names', async () => {
  const list = async (filter: string): Promise<readonly string[]> => {
    const document = `{ esims(filter: ${filter}) { nodes { iccid } } }`;
    const { data } = await api.ask<{ esims: { nodes: readonly { iccid: string }[] } }>(token, document);
    return data.esims.nodes.map(({ iccid }) => iccid);
  };
  expect(await list('{}')).toEqual([installed.iccid, ready.iccid]);
  expect(await list('{ status: [READY] }')).toEqual([ready.iccid]);
  expect(await list('{ status: [EXPIRED] }')).toEqual([]);
  expect(await list(`{ orderId: "${installed.orderId}", packageId: "${JP}" }`)).toEqual([installed.iccid]);
  expect(await list(`{ createdBefore: "${later(-24 * HOUR_MS)}" }`)).toEqual([]);
});

test('pages of eSIMs follow each other, and a cursor that was forged is refused', async () => {
  const page = '{ esims(first: 1) { nodes { iccid } pageInfo { hasNextPage endCursor } } }';
  interface Page {
    readonly esims: { readonly nodes: readonly object[]; readonly pageInfo: { readonly endCursor: string } };
  }
  const { data } = await api.ask<Page>(token, page);
  const after = data.esims.pageInfo.endCursor;
  const next = await api.ask<Page>(token, page.replace('first: 1', `first: 1, after: "${after}"`));
  expect(next.data.esims).toMatchObject({ nodes: [{ iccid: ready.iccid }], pageInfo: { hasNextPage: false } });
  const forged = await api.ask(token, page.replace('first: 1', 'first: 1, after: "W10"'));
  expect([forged.status, forged.errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
});

test("another organisation's eSIM is not there, nor that of the other mode", async () => {
  const strangers = [await seedPartner(api.house), { organisationId: owner.organisationId, mode: 'live' } as const];
  for (const stranger of strangers) {
    const other = await api.credential(stranger);
    const one = await api.ask(other, `{ esim(iccid: "${ready.iccid}") { iccid } }`);
    expect([one.status, one.errors[0]?.extensions.code]).toEqual([404, 'ESIM_NOT_FOUND']);
    expect((await api.ask(other, '{ esims { nodes { iccid } } }')).data).toEqual({ esims: { nodes: [] } });
  }
});

test('support without orders:read sees the eSIM and its usage, and not the order', async () => {
  const support = await api.credential(owner, ['usage:read']);
  const document = `{ esim(iccid: "${ready.iccid}") { usage { status } package { packageId } order { id } } }`;
  const { status, data, errors } = await api.ask(support, document);
  expect([status, data]).toEqual([
    200,
    { esim: { usage: { status: 'NOT_STARTED' }, package: { packageId: JP }, order: null } },
  ]);
  expect(errors.map(({ extensions }) => extensions.missingScopes)).toEqual([['orders:read']]);
});

test.each<[string, Scope]>([
  ['{ usageThresholds }', 'usage:read'],
  ['{ esims { nodes { iccid } } }', 'usage:read'],
  ['mutation { setUsageThresholds(percentages: []) }', 'webhooks:manage'],
])('%s needs %s', async (document, scope) => {
  const others = await api.credential(
    owner,
    ALL_SCOPES.filter((one) => one !== scope),
  );
  const { status, errors } = await api.ask(others, document);
  expect([status, errors[0]?.extensions.missingScopes]).toEqual([403, [scope]]);
});
