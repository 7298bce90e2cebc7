import { request } from 'node:http';
import { sandboxPackages } from '../../src/domains/catalogue/index.ts';
import { packageIdOfPath, SANDBOX_PATHS, type SandboxPath } from '../../src/kernel/sandbox-path.ts';
import { keepInvariants } from '../support/after-each.ts';
import { seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let token: string;
let count = 0;

const newPartner = async (mode: 'sandbox' | 'live' = 'sandbox'): Promise<string> => {
  const partner = await seedPartner(api.house, {
    mode,
    wallet: '100.00',
    approved: SANDBOX_PATHS.map(packageIdOfPath),
  });
  return api.credential(partner);
};

beforeAll(async () => {
  api = await openTestApi({ worker: true });
  await seedCatalogue(api.house, sandboxPackages('USD'));
});
beforeEach(async () => {
  token = await newPartner();
});
afterAll(() => api.close());
keepInvariants(() => api);

interface OrderData {
  readonly id: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly esim: { readonly iccid: string; readonly status: string } | null;
}

interface Placed {
  readonly createOrder: { readonly replayed: boolean; readonly order: OrderData };
}

const ORDER = 'id status statusReason esim { iccid status }';
const CREATE = `mutation($input: CreateOrderInput!) { createOrder(input: $input) { replayed order { ${ORDER} } } }`;

const newKey = (): string => {
  count += 1;
  return `sandbox-${count}`;
};

const placing = (path: SandboxPath, key: string, expected?: string) => ({
  variables: {
    input: {
      packageId: packageIdOfPath(path),
      partnerOrderId: key,
      ...(expected !== undefined && { expectedNetPrice: { amount: expected, currency: 'USD' } }),
    },
  },
  headers: { 'idempotency-key': key, accept: 'application/graphql-response+json' },
});

const order = (path: SandboxPath, key: string, expected?: string): Promise<Answer<Placed>> =>
  api.ask<Placed>(token, CREATE, placing(path, key, expected));

const untilStatus = async (id: string, status: string): Promise<OrderData> => {
  const query = `query($id: ID!) { order(by: { id: $id }) { ${ORDER} } }`;
  const asked = { variables: { id } };
  const isSo = ({ data }: Answer<{ order: OrderData }>) => data.order.status === status;
  return (await api.askUntil<{ order: OrderData }>(token, query, isSo, asked)).data.order;
};

const wallet = async (): Promise<string> => {
  const { data } = await api.ask<{ wallet: Record<string, { amount: string }> }>(
    token,
    '{ wallet { available { amount } reserved { amount } } }',
  );
  return `${data.wallet.available?.amount} ${data.wallet.reserved?.amount}`;
};

const advance = (seconds: number) => api.ask(token, `mutation { sandboxAdvanceClock(seconds: ${seconds}) { now } }`);

const codeOf = ({ errors }: Answer<unknown>): unknown => errors[0]?.extensions.code;

test('the order of a package that is ready late is ready when the time of its organisation is moved', async () => {
  const { data } = await order('late', newKey());
  await untilStatus(data.createOrder.order.id, 'PROVISIONING');
  expect((await advance(121)).status).toBe(200);
  await untilStatus(data.createOrder.order.id, 'ESIM_READY');
  expect(await wallet()).toBe('99.00 0.00');
});

test.each([
  ['review-ready', 'ESIM_READY', '99.00 0.00'],
  ['review-failed', 'FAILED', '100.00 0.00'],
] as const)(
  'the order of %s waits for a review, and the late answer of the carrier ends it',
  async (path, status, left) => {
    const { data } = await order(path, newKey());
    await untilStatus(data.createOrder.order.id, 'MANUAL_REVIEW');
    expect(await wallet()).toBe('99.00 1.00');
    await advance(61);
    await untilStatus(data.createOrder.order.id, status);
    expect(await wallet()).toBe(left);
  },
);

test.each([
  ['READY', 'ESIM_READY', '99.00 0.00'],
  ['FAILED', 'FAILED', '100.00 0.00'],
])('an order in review is settled as %s by its partner, once', async (outcome, status, left) => {
  const { id } = (await order('review', newKey())).data.createOrder.order;
  const settle = `mutation { sandboxSettleOrder(id: "${id}", outcome: ${outcome}) { status } }`;
  await untilStatus(id, 'MANUAL_REVIEW');
  expect((await api.ask(token, settle)).data).toEqual({ sandboxSettleOrder: { status } });
  expect(codeOf(await api.ask(token, settle))).toBe('ORDER_NOT_IN_REVIEW');
  expect(await wallet()).toBe(left);
});

test('a price that has changed is refused with the new one until the order expects it', async () => {
  const key = newKey();
  for (const expected of [undefined, '1.00']) {
    const refused = await order('price-changed', key, expected);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'PRICE_CHANGED']);
    expect(refused.errors[0]?.extensions.netPrice).toEqual({ amount: '2.00', currency: 'USD' });
  }
  expect((await order('price-changed', key, '2.00')).data.createOrder.replayed).toBe(false);
});

test('a package that cannot be had is refused by the quote and by the order', async () => {
  const input = `{ packageId: "${packageIdOfPath('unavailable')}", partnerOrderId: "any" }`;
  const quote = await api.ask(token, `{ quote(input: ${input}) { refusal { code } } }`);
  expect(quote.data).toEqual({ quote: { refusal: { code: 'PACKAGE_UNAVAILABLE' } } });
  const refused = await order('unavailable', newKey());
  expect([refused.status, codeOf(refused)]).toEqual([409, 'PACKAGE_UNAVAILABLE']);
});

test('a package that no wallet covers is refused by the quote and by the order with its price as the shortfall', async () => {
  const shortfall = { amount: '1.00', currency: 'USD' };
  const input = `{ packageId: "${packageIdOfPath('no-funds')}", partnerOrderId: "any" }`;
  const quote = await api.ask(token, `{ quote(input: ${input}) { refusal { code shortfall { amount currency } } } }`);
  expect(quote.data).toEqual({ quote: { refusal: { code: 'INSUFFICIENT_BALANCE', shortfall } } });
  const refused = await order('no-funds', newKey());
  expect([refused.status, codeOf(refused)]).toEqual([402, 'INSUFFICIENT_BALANCE']);
  expect(refused.errors[0]?.extensions).toMatchObject({ shortfall, moneyMoved: false });
  expect(await wallet()).toBe('100.00 0.00');
});

/** How a request ends whose connection is closed without an answer. */
const endOf = (body: string, headers: Readonly<Record<string, string>>): Promise<string> =>
  new Promise((resolve) => {
    const sent = request(`${api.url}/graphql`, { method: 'POST', headers }, () => resolve('an answer'));
    sent.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    sent.end(body);
  });

test('an order whose response is lost was placed: the same key answers with it, and it is charged once', async () => {
  const key = newKey();
  const { variables, headers } = placing('response-lost', key);
  const body = JSON.stringify({ query: CREATE, variables });
  const all = { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` };
  expect(await endOf(body, all)).toBe('ECONNRESET');
  const again = await order('response-lost', key);
  expect(again.data.createOrder.replayed).toBe(true);
  await untilStatus(again.data.createOrder.order.id, 'ESIM_READY');
  expect(await wallet()).toBe('99.00 0.00');
});

test('a slow answer leaves its order placed: a repeat is answered with it while the first one still waits', async () => {
  const key = newKey();
  const { variables, headers } = placing('slow', key);
  const given = new AbortController();
  const first = fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: CREATE, variables }),
    signal: given.signal,
  }).then(
    () => 'answered',
    () => 'given up',
  );
  const look = `{ idempotencyKey(key: "${key}") { state } }`;
  type State = Answer<{ readonly idempotencyKey: { readonly state: string } }>;
  await api.askUntil(token, look, ({ data }: State) => data.idempotencyKey.state === 'COMPLETED');
  expect((await order('slow', key)).data.createOrder.replayed).toBe(true);
  given.abort();
  expect(await first).toBe('given up');
});

test.each([
  ['rate-limited', 429, 'RATE_LIMITED', '1'],
  ['internal-error', 500, 'INTERNAL', null],
] as const)(
  'the first request of a key for %s does nothing, the second one places the order',
  async (path, status, code, after) => {
    const key = newKey();
    const first = await order(path, key);
    expect([first.status, codeOf(first), first.headers.get('retry-after')]).toEqual([status, code, after]);
    expect(await wallet()).toBe('100.00 0.00');
    const { data } = await order(path, key);
    expect(data.createOrder.replayed).toBe(false);
    expect((await order(path, key)).data.createOrder.replayed).toBe(true);
  },
);

test('an eSIM is taken through its life, with its order and its usage', async () => {
  const { id } = (await order('ready', newKey())).data.createOrder.order;
  const { esim } = await untilStatus(id, 'ESIM_READY');
  const iccid = String(esim?.iccid);
  const to = async (step: string) =>
    (await api.ask(token, `mutation { sandboxAdvanceEsim(iccid: "${iccid}", to: ${step}) { status } }`)).data;
  expect(await to('DOWNLOADED')).toEqual({ sandboxAdvanceEsim: { status: 'DOWNLOADED' } });
  expect(await to('INSTALLED')).toEqual({ sandboxAdvanceEsim: { status: 'INSTALLED' } });
  await untilStatus(id, 'INSTALLED');
  const used = await api.ask(
    token,
    `mutation { sandboxReportUsage(iccid: "${iccid}", dataMbUsed: 900) { usage { status dataMbUsed } } }`,
  );
  expect(used.data).toEqual({ sandboxReportUsage: { usage: { status: 'THRESHOLD', dataMbUsed: 900 } } });
  await advance(7 * 86_400 + 1);
  const isExpired = ({ data }: Answer<{ esim: { status: string } }>) => data.esim.status === 'EXPIRED';
  await api.askUntil(token, `{ esim(iccid: "${iccid}") { status } }`, isExpired);
});

test('a reset ends what is open, brings the time back and funds the wallet; what was written stays', async () => {
  const { id } = (await order('late', newKey())).data.createOrder.order;
  await untilStatus(id, 'PROVISIONING');
  await advance(30);
  const reset = await api.ask(token, 'mutation { sandboxReset { mode } }');
  expect(reset.data).toEqual({ sandboxReset: { mode: 'SANDBOX' } });
  expect(await untilStatus(id, 'FAILED')).toMatchObject({ statusReason: 'CANCELLED' });
  expect(await wallet()).toBe('1000.00 0.00');
  const { data } = await api.ask<{ sandboxAdvanceClock: { now: string } }>(
    token,
    'mutation { sandboxAdvanceClock(seconds: 1) { now } }',
  );
  expect(new Date(data.sandboxAdvanceClock.now).getTime()).toBeLessThan(Date.now() + 2_000);
});

const EVERY = [
  'sandboxFundWallet(amount: "1.00") { currency }',
  'sandboxAdvanceEsim(iccid: "8988299000000000001", to: INSTALLED) { iccid }',
  'sandboxReportUsage(iccid: "8988299000000000001", dataMbUsed: 1) { iccid }',
  'sandboxSettleOrder(id: "ord_00000000000000000000000000", outcome: READY) { id }',
  'sandboxSettleRefund(id: "rfd_00000000000000000000000000", outcome: REJECTED) { id }',
  'sandboxSettleDispute(id: "dsp_00000000000000000000000000", outcome: REJECTED) { id }',
  'sandboxAdvanceClock(seconds: 1) { now }',
  'sandboxReset { mode }',
] as const;

test('a change of everything that is open costs as much', async () => {
  const costOf = async (mutation: string) => (await api.ask(token, `mutation { ${mutation} }`)).cost?.requested;
  expect(await costOf('sandboxAdvanceClock(seconds: 1) { now }')).toBe(20);
  expect(await costOf('sandboxReset { mode }')).toBe(100);
});

test.each(EVERY)('a live credential is refused %s', async (mutation) => {
  const live = await newPartner('live');
  const accept = 'application/graphql-response+json';
  const refused = await api.ask(live, `mutation { ${mutation} }`, { headers: { accept } });
  expect([refused.status, codeOf(refused)]).toEqual([403, 'SANDBOX_ONLY']);
});

test('a live order of such a package is simply an order: no answer is lost and none is refused', async () => {
  token = await newPartner('live');
  for (const path of ['response-lost', 'internal-error', 'unavailable', 'price-changed', 'no-funds'] as const) {
    expect((await order(path, newKey())).data.createOrder.replayed).toBe(false);
  }
});

test.each([
  ['sandboxFundWallet(amount: "0") { currency }'],
  ['sandboxFundWallet(amount: "100000.01") { currency }'],
  ['sandboxAdvanceClock(seconds: 0) { now }'],
  ['sandboxAdvanceClock(seconds: 34560001) { now }'],
])('%s is out of its bounds', async (mutation) => {
  expect(codeOf(await api.ask(token, `mutation { ${mutation} }`))).toBe('BAD_USER_INPUT');
});

test('the wallet is funded, each time anew', async () => {
  const fund = 'mutation { sandboxFundWallet(amount: "50.00") { available { amount } } }';
  expect((await api.ask(token, fund)).data).toEqual({ sandboxFundWallet: { available: { amount: '150.00' } } });
  expect((await api.ask(token, fund)).data).toEqual({ sandboxFundWallet: { available: { amount: '200.00' } } });
});

test('a time five years ahead is the last', async () => {
  for (let year = 1; year <= 5; year += 1) expect(codeOf(await advance(34_560_000 - 3_600_000))).toBeUndefined();
  expect(codeOf(await advance(34_560_000))).toBe('BAD_USER_INPUT');
});
