import { approveLaunch } from '../../src/use-cases/approve-launch.ts';
import { approvePackages } from '../../src/use-cases/approve-packages.ts';
import { issueCredential } from '../../src/use-cases/issue-credential.ts';
import { refuseLiveAccess } from '../../src/use-cases/refuse-live-access.ts';
import { suspendPartner } from '../../src/use-cases/suspend-partner.ts';
import { keepInvariants } from '../support/after-each.ts';
import { systemCall } from '../support/orders.ts';
import { answer, Receiver } from '../support/receiver.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';
import { seedEndpoint } from '../support/webhooks.ts';

const READY = packageDraft('JP', '4.00');
const FAILING = packageDraft('US', '2.00', { packageId: 'onyx-connect-sandbox-1gb-7d-rejected' });

let api: TestApi;
let partner: SeededPartner;
let version: string;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ worker: true, settings: { ONYX_WEBHOOK_LOOPBACK: 'on' } });
  version = await seedCatalogue(api.house, [READY, FAILING]);
  partner = await seedPartner(api.house, { wallet: '50.00' });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

interface Check {
  readonly check: string;
  readonly state: string;
  readonly seenAt: string | null;
  readonly evidence: string | null;
}

interface Readiness {
  readonly launchReadiness: {
    readonly mode: string;
    readonly isComplete: boolean;
    readonly liveAccess: { readonly state: string; readonly reason: string | null };
    readonly approvals: readonly { readonly kind: string; readonly approved: boolean; readonly approvedAt: string }[];
    readonly checks: readonly Check[];
  };
}

const READINESS = `{ launchReadiness {
  mode isComplete liveAccess { state reason } approvals { kind approved approvedAt } checks { check state seenAt evidence }
} }`;

const readiness = async (bearer = token) => (await api.ask<Readiness>(bearer, READINESS)).data.launchReadiness;

const passed = ({ checks }: Readiness['launchReadiness']): readonly string[] =>
  checks.filter(({ state }) => state === 'PASSED').map(({ check }) => check);

/** Waits until a check has passed, for the evidence is written behind the answer; gives it. */
const untilPassed = async (name: string): Promise<Check> => {
  const find = ({ data }: Answer<Readiness>) => data.launchReadiness.checks.find(({ check }) => check === name);
  const answer = await api.askUntil<Readiness>(token, READINESS, (one) => find(one)?.state === 'PASSED');
  const found = find(answer);
  if (!found) throw new Error(`there is no check ${name}`);
  return found;
};

interface Order {
  readonly createOrder: { readonly replayed: boolean; readonly order: { readonly id: string } };
}

const order = (key: string, partnerOrderId: string, packageId = READY.packageId) =>
  api.ask<Order>(
    token,
    `mutation { createOrder(input: { packageId: "${packageId}", partnerOrderId: "${partnerOrderId}" }) { replayed order { id } } }`,
    { headers: { 'idempotency-key': key } },
  );

const look = (id: string) => `{ order(by: { id: "${id}" }) { status } }`;

const REQUEST = `mutation { requestLiveAccess(input: { supportPath: "support.example, within an hour" }) {
  liveAccess { state } isComplete
} }`;

const issueLive = () => {
  const call = { actor: { kind: 'operator', name: 'test', owner: { ...partner, mode: 'live' } } } as const;
  return issueCredential(api.house, call, { name: 'shop', scopes: ['orders:create', 'orders:read'], expiresAt: null });
};

test('a new partner has nothing to show, and what the server does not have yet holds it up in nothing', async () => {
  const { mode, isComplete, liveAccess, approvals, checks } = await readiness();
  expect({ mode, isComplete, liveAccess }).toEqual({
    mode: 'SANDBOX',
    isComplete: false,
    liveAccess: { state: 'NONE', reason: null },
  });
  expect(approvals.map(({ kind, approved }) => [kind, approved])).toEqual([
    ['LAUNCH_CHECKLIST', false],
    ['PRIVACY_REVIEW', false],
    ['SUPPORT_PATH', false],
    ['WEBHOOK_HANDLING', false],
  ]);
  expect(checks.map(({ check, state }) => [check, state])).toEqual([
    ['CATALOGUE_APPROVED', 'MISSING'],
    ['ORDER_CREATED', 'MISSING'],
    ['REPLAY_SEEN', 'MISSING'],
    ['CONFLICT_SEEN', 'MISSING'],
    ['PROVISIONING_VISIBLE', 'MISSING'],
    ['FAILURE_SEEN', 'MISSING'],
    ['WEBHOOK_DELIVERED', 'MISSING'],
    ['WEBHOOK_SIGNATURE_REFUSED', 'MISSING'],
    ['USAGE_READ', 'MISSING'],
    ['LEDGER_READ', 'MISSING'],
    ['INVOICE_READ', 'MISSING'],
  ]);
});

test('the checks pass one by one, each with the traffic that shows it', async () => {
  const approvals = [READY, FAILING].map(({ packageId }) => ({ packageId, netPriceMinor: null }));
  await approvePackages(api.house, systemCall(partner), approvals);
  expect(await untilPassed('CATALOGUE_APPROVED')).toMatchObject({ evidence: version });

  const { id } = (await order('key-1', 'order-1')).data.createOrder.order;
  expect(await untilPassed('ORDER_CREATED')).toMatchObject({ evidence: id, seenAt: expect.any(String) });
  expect(passed(await readiness())).toEqual(['CATALOGUE_APPROVED', 'ORDER_CREATED']);

  expect((await order('key-1', 'order-1')).data.createOrder.replayed).toBe(true);
  expect(await untilPassed('REPLAY_SEEN')).toMatchObject({ evidence: id });

  const conflict = await order('key-1', 'order-2');
  expect(conflict.errors[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
  expect(await untilPassed('CONFLICT_SEEN')).toMatchObject({ evidence: conflict.headers.get('x-request-id') });

  expect(passed(await readiness())).not.toContain('PROVISIONING_VISIBLE');
  await api.ask(token, look(id));
  expect(await untilPassed('PROVISIONING_VISIBLE')).toMatchObject({ evidence: id });

  const failed = (await order('key-2', 'order-2', FAILING.packageId)).data.createOrder.order.id;
  await api.askUntil<{ order: { status: string } }>(token, look(failed), ({ data }) => data.order.status === 'FAILED');
  expect(await untilPassed('FAILURE_SEEN')).toMatchObject({ evidence: failed });

  const receiver = await Receiver.start();
  const endpoint = await seedEndpoint(api.house, partner, { url: receiver.url });
  const send = (badSignature: boolean) =>
    api.ask(token, `mutation { sendTestEvent(endpointId: "${endpoint.id}", badSignature: ${badSignature}) { ok } }`);
  await send(false);
  expect(await untilPassed('WEBHOOK_DELIVERED')).toMatchObject({ evidence: endpoint.id });
  expect(passed(await readiness())).not.toContain('WEBHOOK_SIGNATURE_REFUSED');
  receiver.respond(answer(401));
  await send(true);
  expect(await untilPassed('WEBHOOK_SIGNATURE_REFUSED')).toMatchObject({ evidence: endpoint.id });
  await receiver.close();

  const refused = await api.ask(token, REQUEST);
  expect(refused.errors[0]?.extensions).toMatchObject({
    code: 'LAUNCH_CHECKS_MISSING',
    missing: ['USAGE_READ', 'LEDGER_READ', 'INVOICE_READ'],
    moneyMoved: false,
  });
  const withUsage = '{ order(by: { id: "%" }) { esim { usage { usagePercent } } } }'.replace('%', id);
  type WithUsage = { readonly order: { readonly esim: object | null } };
  const used = await api.askUntil<WithUsage>(token, withUsage, ({ data }) => data.order.esim !== null);
  expect(await untilPassed('USAGE_READ')).toMatchObject({ evidence: used.headers.get('x-request-id') });
  const read = await api.ask(token, '{ viewer { mode } wallet { currency } }');
  expect(await untilPassed('LEDGER_READ')).toMatchObject({ evidence: read.headers.get('x-request-id') });
  const invoiced = await api.ask(token, '{ invoices { nodes { status } } }');
  expect(await untilPassed('INVOICE_READ')).toMatchObject({ evidence: invoiced.headers.get('x-request-id') });
  expect(await readiness()).toMatchObject({ isComplete: true });
});

test('what was refused or not allowed is no evidence of a reading', async () => {
  const other = await seedPartner(api.house, { wallet: '50.00', approved: [READY.packageId] });
  const all = await api.credential(other);
  const narrow = await api.credential(other, ['orders:read']);
  await api.ask(narrow, '{ wallet { currency } }');
  await api.ask(all, look('ord_01k00000000000000000000000'));
  await api.ask(all, '{ invoice(id: "inv_01k00000000000000000000000") { status } }');
  await api.ask(all, '{ __typename }');
  const { data } = await api.ask<Readiness>(all, READINESS);
  expect(passed(data.launchReadiness)).toEqual(['CATALOGUE_APPROVED']);
});

test('a credential without orders:read sees which checks passed, and no order', async () => {
  const narrow = await api.credential(partner, ['catalogue:read']);
  const { data, errors } = await api.ask<Readiness>(narrow, READINESS);
  expect(passed(data.launchReadiness)).toContain('ORDER_CREATED');
  expect(data.launchReadiness.checks.every(({ evidence }) => evidence === null)).toBe(true);
  expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
});

test('live access is requested once, approved by four approvals, and only then is a live credential issued', async () => {
  expect((await api.ask(await api.credential(partner, ['orders:read']), REQUEST)).errors[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    missingScopes: ['credentials:manage'],
  });
  for (const _ of [1, 2]) {
    expect((await api.ask(token, REQUEST)).data).toEqual({
      requestLiveAccess: { liveAccess: { state: 'REQUESTED' }, isComplete: true },
    });
  }
  const some = ['launch_checklist', 'privacy_review', 'support_path'] as const;
  await approveLaunch(api.house, systemCall(partner), { kinds: some });
  await expect(issueLive()).rejects.toMatchObject({ code: 'LIVE_NOT_APPROVED' });
  await approveLaunch(api.house, systemCall(partner), { kinds: ['webhook_handling'] });
  const live = (await issueLive()).token;
  api.secrets.add(live.slice(live.lastIndexOf('_') + 1));
  const shown = await readiness(live);
  expect(shown).toMatchObject({ mode: 'LIVE', liveAccess: { state: 'APPROVED', reason: null } });
  expect(shown.approvals.every(({ approved, approvedAt }) => approved && approvedAt)).toBe(true);
  // Nothing of the sandbox is named to it.
  expect(passed(shown)).toContain('ORDER_CREATED');
  expect(shown.checks.every(({ evidence }) => evidence === null)).toBe(true);
});

test('a refusal is read with its reason', async () => {
  await refuseLiveAccess(api.house, systemCall(partner), { kinds: ['support_path'], reason: 'nobody answers' });
  expect(await readiness()).toMatchObject({ liveAccess: { state: 'REFUSED', reason: 'nobody answers' } });
  expect((await api.ask(token, REQUEST)).data).toMatchObject({
    requestLiveAccess: { liveAccess: { state: 'REQUESTED' } },
  });
});

test('a suspended organisation cannot order from the next request on, and goes on reading', async () => {
  await suspendPartner(api.house, systemCall(partner), partner);
  const refused = await order('key-3', 'order-3');
  expect(refused.errors[0]?.extensions.code).toBe('ORGANISATION_SUSPENDED');
  const { data } = await api.ask(token, '{ orders(first: 5) { nodes { status } } wallet { available { amount } } }');
  expect(data).toMatchObject({ orders: { nodes: [{ status: 'FAILED' }, { status: 'ESIM_READY' }] } });
  expect((await readiness()).checks).toHaveLength(11);
  // What was ordered before can still be asked for under its key.
  expect((await order('key-1', 'order-1')).data.createOrder.replayed).toBe(true);
});
