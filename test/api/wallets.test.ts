import { openWallet } from '../../src/use-cases/open-wallet.ts';
import { keepInvariants } from '../support/after-each.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { agreeMinimum, closeMonth } from '../support/invoices.ts';
import { systemCall } from '../support/orders.ts';
import { type SeededPartner, seedCatalogue } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';
import { TestClock } from '../support/test-clock.ts';
import { fund, IN_DINARS, IN_YEN, low, orderOnce, PACKAGES, seedBuyer, setTerms, toldLow } from '../support/wallets.ts';

const clock = new TestClock();
let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ clock });
  await seedCatalogue(api.house, PACKAGES);
});
beforeEach(async () => {
  clock.advance(60_000);
  partner = await seedBuyer(api.house, '20.00');
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

const SHOWN = `currency asOf available { amount currency } reserved { amount currency } creditLine { amount currency }
  lowBalanceThreshold { amount currency } isLow coversOrders`;
const WALLET = `query ($currency: String, $asOf: DateTime) { wallet(currency: $currency, asOf: $asOf) { ${SHOWN} } }`;
const WALLETS = `{ wallets { ${SHOWN} } }`;
const SET = `mutation ($currency: String, $amount: Decimal) {
  setLowBalanceThreshold(currency: $currency, amount: $amount) { threshold { amount currency } } }`;
const ENTRIES = `query ($currency: String, $filter: LedgerFilter, $first: Int!, $after: String) {
  ledgerEntries(currency: $currency, filter: $filter, first: $first, after: $after) {
    nodes { id type orderId invoiceId createdAt sequence amount { amount currency } availableAfter { amount } }
    pageInfo { hasNextPage endCursor } } }`;

interface ShownEntry {
  readonly id: string;
  readonly type: string;
  readonly orderId: string | null;
  readonly invoiceId: string | null;
  readonly createdAt: string;
  readonly sequence: number;
}

interface Listed {
  readonly ledgerEntries: {
    readonly nodes: readonly ShownEntry[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const ask = (query: string, variables: Readonly<Record<string, unknown>> = {}, as = token) =>
  api.ask(as, query, { variables });

const money = (amount: string, currency = 'USD') => ({ amount, currency });

const codesOf = ({ errors }: Answer<unknown>) => errors.map(({ extensions }) => extensions.code);

/** The entries of a wallet, newest first, narrowed and in pages of a size. */
const entries = async (
  narrowed: { readonly currency?: string; readonly filter?: object } = {},
  first = 200,
): Promise<readonly ShownEntry[]> => {
  const seen: ShownEntry[] = [];
  for (let after: string | null = null; ; ) {
    const answer: Answer<Listed> = await api.ask(token, ENTRIES, { variables: { ...narrowed, first, after } });
    expect(answer.errors).toEqual([]);
    const { nodes, pageInfo } = answer.data.ledgerEntries;
    seen.push(...nodes);
    if (!pageInfo.hasNextPage) return seen;
    expect(nodes).toHaveLength(first);
    after = pageInfo.endCursor;
  }
};

/** Wallets of three currencies in which something was booked, at moments a second apart, and an invoice with a true-up. */
const live = async () => {
  const { house } = api;
  for (const currency of ['JPY', 'KWD'] as const) await openWallet(house, systemCall(partner), { currency });
  await fund(house, partner, 2000n, 'JPY');
  await fund(house, partner, 5000n, 'KWD');
  clock.advance(1_000);
  const first = await orderOnce(house, partner);
  await orderOnce(house, partner, IN_YEN.packageId);
  await orderOnce(house, partner, IN_DINARS.packageId);
  clock.advance(1_000);
  const { orderId: captured } = await seedReadyEsim(house, partner);
  clock.advance(1_000);
  await agreeMinimum(house, partner, 500n);
  const invoice = await closeMonth(house, partner);
  return { first, captured, invoiceId: invoice.id };
};

describe('wallet', () => {
  test("is the one of the organisation's own currency where none is named, with all that is agreed about it", async () => {
    await setTerms(api.house, partner, { creditLimitMinor: 400n, lowBalanceMinor: 1700n });
    await orderOnce(api.house, partner);
    const { data } = await ask(WALLET);
    expect(data).toEqual({
      wallet: {
        currency: 'USD',
        asOf: clock.now().toISOString(),
        available: money('16.00'),
        reserved: money('4.00'),
        creditLine: money('4.00'),
        lowBalanceThreshold: money('17.00'),
        isLow: true,
        coversOrders: 5,
      },
    });
  });

  test('as of a moment has the balances of then, and the terms of now', async () => {
    const funded = clock.now();
    clock.advance(1_000);
    await orderOnce(api.house, partner);
    const asOf = async (moment: Date) => (await ask(WALLET, { asOf: moment.toISOString() })).data;
    const balances = (available: string, reserved: string) => ({
      wallet: { available: money(available), reserved: money(reserved) },
    });
    expect(await asOf(new Date(funded.getTime() - 1))).toMatchObject(balances('0.00', '0.00'));
    expect(await asOf(funded)).toMatchObject(balances('20.00', '0.00'));
    expect(await asOf(new Date(clock.now().getTime() - 1))).toMatchObject(balances('20.00', '0.00'));
    expect(await asOf(clock.now())).toMatchObject(balances('16.00', '4.00'));
  });

  test('as of the future is BAD_USER_INPUT', async () => {
    const answer = await ask(WALLET, { asOf: new Date(clock.now().getTime() + 1).toISOString() });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors[0]?.extensions).toMatchObject({ problems: [{ field: 'asOf' }] });
  });

  test('of a currency without one is CURRENCY_NOT_APPROVED, and of none that is used here BAD_USER_INPUT', async () => {
    expect(codesOf(await ask(WALLET, { currency: 'JPY' }))).toEqual(['CURRENCY_NOT_APPROVED']);
    expect(codesOf(await ask(WALLET, { currency: 'XXX' }))).toEqual(['BAD_USER_INPUT']);
  });
});

test('wallets are all of the organisation, by currency, each with its own decimals', async () => {
  await live();
  expect((await ask(WALLETS)).data).toMatchObject({
    wallets: [
      { currency: 'JPY', available: money('1400', 'JPY'), reserved: money('600', 'JPY'), coversOrders: 2 },
      { currency: 'KWD', available: money('3.766', 'KWD'), reserved: money('1.234', 'KWD'), coversOrders: 3 },
      { currency: 'USD', available: money('11.00'), reserved: money('4.00'), coversOrders: 2 },
    ],
  });
});

describe('ledgerEntries', () => {
  test('are of the wallet that is named, newest first', async () => {
    await live();
    const typesIn = async (currency?: string) =>
      (await entries(currency ? { currency } : {})).map(({ type, sequence }) => `${sequence} ${type}`);
    expect(await typesIn('JPY')).toEqual(['2 RESERVE', '1 CREDIT']);
    expect(await typesIn('KWD')).toEqual(['2 RESERVE', '1 CREDIT']);
    expect(await typesIn()).toEqual(['5 MONTHLY_MINIMUM_TRUE_UP', '4 CAPTURE', '3 RESERVE', '2 RESERVE', '1 CREDIT']);
  });

  test('are narrowed by type, order, invoice and time, and by all of them at once', async () => {
    const { first, captured, invoiceId } = await live();
    const sequences = async (filter: object) => (await entries({ filter })).map(({ sequence }) => sequence);
    expect(await sequences({ type: ['RESERVE', 'CREDIT'] })).toEqual([3, 2, 1]);
    expect(await sequences({ orderId: captured })).toEqual([4, 3]);
    expect(await sequences({ orderId: first })).toEqual([2]);
    expect(await sequences({ invoiceId })).toEqual([5]);
    const [, , third, second] = await entries();
    expect(await sequences({ createdFrom: third?.createdAt })).toEqual([5, 4, 3]);
    expect(await sequences({ createdBefore: third?.createdAt })).toEqual([2, 1]);
    expect(await sequences({ createdFrom: second?.createdAt, createdBefore: third?.createdAt })).toEqual([2]);
    expect(await sequences({ orderId: captured, type: ['CAPTURE'], createdFrom: third?.createdAt })).toEqual([4]);
    expect(await sequences({ orderId: captured, invoiceId })).toEqual([]);
  });

  test.each([
    ['as they are', undefined],
    ['narrowed by types', { type: ['RESERVE', 'CREDIT', 'CAPTURE'] }],
  ])('in pages of one, two and three are the same, %s, without a gap or a repetition', async (_how, filter) => {
    await live();
    for (let n = 0; n < 2; n += 1) await orderOnce(api.house, partner);
    const all = await entries({ ...(filter && { filter }) });
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const size of [1, 2, 3]) expect(await entries({ ...(filter && { filter }) }, size)).toEqual(all);
  });
});

test('ledgerEntries go on by number where a clock was set back, so that each balance follows from the one below it', async () => {
  clock.advance(40 * 86_400_000);
  await orderOnce(api.house, partner);
  clock.advance(-40 * 86_400_000);
  await orderOnce(api.house, partner);
  const all = await entries();
  expect(all.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
  expect(await entries({}, 1)).toEqual(all);
  const since = { createdFrom: new Date(clock.now().getTime() + 1).toISOString() };
  expect((await entries({ filter: since })).map(({ sequence }) => sequence)).toEqual([2]);
  expect((await entries({ filter: { ...since, type: ['RESERVE'] } })).map(({ sequence }) => sequence)).toEqual([2]);
});

describe('setLowBalanceThreshold', () => {
  test('gives the threshold as it then stands, tells at once where the wallet is low, and null takes it away', async () => {
    const { data } = await ask(SET, { amount: '20.01' });
    expect(data).toEqual({ setLowBalanceThreshold: { threshold: money('20.01') } });
    expect((await ask(WALLET)).data).toMatchObject({ wallet: { lowBalanceThreshold: money('20.01'), isLow: true } });
    expect(await toldLow(api.house, partner)).toEqual([low('20.00', '20.01')]);
    const { data: without } = await ask(SET, { amount: null });
    expect(without).toEqual({ setLowBalanceThreshold: { threshold: null } });
    expect((await ask(WALLET)).data).toMatchObject({ wallet: { lowBalanceThreshold: null, isLow: false } });
    expect(await toldLow(api.house, partner)).toHaveLength(1);
  });

  test('leaves the credit line as it is', async () => {
    await setTerms(api.house, partner, { creditLimitMinor: 400n });
    await ask(SET, { amount: '1.00' });
    expect((await ask(WALLET)).data).toMatchObject({ wallet: { creditLine: money('4.00') } });
  });

  test.each([
    ['zero', 'BAD_USER_INPUT', { amount: '0' }],
    ['less than nothing', 'BAD_USER_INPUT', { amount: '-1.00' }],
    ['more decimals than the currency has', 'BAD_USER_INPUT', { amount: '1.001' }],
    ['of a currency that is not used here', 'BAD_USER_INPUT', { amount: '1.00', currency: 'XXX' }],
    ['of a wallet that there is not', 'CURRENCY_NOT_APPROVED', { amount: '100', currency: 'JPY' }],
  ])('%s is %s', async (_what, code, variables) => {
    expect(codesOf(await ask(SET, variables))).toEqual([code]);
    expect(await toldLow(api.house, partner)).toEqual([]);
  });
});

describe('a credential', () => {
  test.each([
    ['wallet', WALLET, 'ledger:read'],
    ['wallets', WALLETS, 'ledger:read'],
    ['ledgerEntries', `{ ledgerEntries { nodes { id } } }`, 'ledger:read'],
    ['setLowBalanceThreshold', SET, 'webhooks:manage'],
  ] as const)(
    'needs its one scope for %s: others do not do, and none beside it is asked for',
    async (_field, query, scope) => {
      const others = (['ledger:read', 'webhooks:manage', 'orders:read'] as const).filter((one) => one !== scope);
      const lacking = await ask(query, {}, await api.credential(partner, others));
      expect(codesOf(lacking)).toContain('FORBIDDEN');
      expect(lacking.data ?? null).toBeNull();
      expect(codesOf(await ask(query, {}, await api.credential(partner, [scope])))).toEqual([]);
    },
  );

  test("sees no other organisation's wallet and entries", async () => {
    await live();
    const other = await api.credential(await seedBuyer(api.house, '1.00'));
    expect((await ask(WALLETS, {}, other)).data).toMatchObject({ wallets: [{ available: money('1.00') }] });
    expect((await ask(ENTRIES, { first: 9 }, other)).data).toMatchObject({
      ledgerEntries: { nodes: [{ type: 'CREDIT' }] },
    });
  });
});
