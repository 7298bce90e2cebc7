import { keepInvariants } from '../support/after-each.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { agreeMinimum, closeMonth, linesOf, numbersOf } from '../support/invoices.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { statementsOf } from '../support/statements.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';
import { TestClock } from '../support/test-clock.ts';

let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ clock: new TestClock() });
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});
beforeEach(async () => {
  partner = await seedPartner(api.house, { wallet: '100.00', approved: [JP], timeZone: 'Europe/Berlin' });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

interface ShownInvoice {
  readonly id: string;
  readonly number: string | null;
  readonly status: string;
  readonly month: string;
  readonly lines: {
    readonly nodes: readonly { readonly partnerOrderId: string | null }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

interface Told {
  readonly invoice: ShownInvoice;
  readonly invoices: { readonly nodes: readonly ShownInvoice[]; readonly pageInfo: { readonly endCursor: string } };
  readonly sandboxCloseMonth: ShownInvoice;
}

const MONEY = '{ amount currency }';
const FIGURES = `ordersTotal ${MONEY} refundsTotal ${MONEY} grossProfit ${MONEY} grossProfitPercent
  monthlyMinimumCommitment ${MONEY} trueUp ${MONEY} totalDue ${MONEY} lineCount`;

const ask = <Data = Told>(document: string, variables: object = {}, bearer = token) =>
  api.ask<Data>(bearer, document, { variables: { ...variables } });

const codeOf = async (document: string, variables: object = {}, bearer = token) => {
  const { errors } = await ask(document, variables, bearer);
  return errors[0]?.extensions.code;
};

const CLOSE = `mutation { sandboxCloseMonth { id number status month ${FIGURES} } }`;

const usd = (amount: string) => ({ amount, currency: 'USD' });

test('a draft shows what the month came to so far, and the issued invoice says the same for good', async () => {
  await agreeMinimum(api.house, partner, 1000n, 6250);
  await seedReadyEsim(api.house, partner);
  const figures = {
    ordersTotal: usd('4.00'),
    refundsTotal: usd('0.00'),
    grossProfit: usd('2.50'),
    grossProfitPercent: '62.50',
    monthlyMinimumCommitment: usd('10.00'),
    trueUp: usd('7.50'),
    totalDue: usd('7.50'),
    lineCount: 2,
  };
  const drafts = await ask(
    `{ invoices(filter: { status: [DRAFT] }) { nodes { number status month timeZone ${FIGURES} } } }`,
  );
  expect(drafts.data.invoices.nodes).toEqual([
    { number: null, status: 'DRAFT', month: '2026-11', timeZone: 'Europe/Berlin', ...figures },
  ]);
  const { data } = await ask(CLOSE);
  expect(data.sandboxCloseMonth).toMatchObject({
    status: 'ISSUED',
    number: expect.stringMatching(/^TEST-/),
    ...figures,
  });
  await seedReadyEsim(api.house, partner);
  const later = await ask(`query ($id: ID!) { invoice(id: $id) { ${FIGURES} } }`, { id: data.sandboxCloseMonth.id });
  expect(later.data.invoice).toEqual(figures);
});

test('the sums of a draft are made once for a request, whatever is asked of them', async () => {
  await seedReadyEsim(api.house, partner);
  const [once, often] = ['{ invoices { nodes { trueUp { amount } } } }', `{ invoices { nodes { ${FIGURES} } } }`];
  const sums = (statements: readonly string[]) => statements.filter((text) => text.includes('select count(*)'));
  for (const document of [once, often]) expect(sums(await statementsOf(() => ask(document)))).toHaveLength(1);
});

test('each line shows its ledger entry, its order and its package, and an order its invoice', async () => {
  await agreeMinimum(api.house, partner, 1000n);
  const { orderId, partnerOrderId } = await seedReadyEsim(api.house, partner);
  const { id } = await closeMonth(api.house, partner);
  const { data, errors } = await ask<object>(
    `query ($id: ID!) { invoice(id: $id) { trueUpEntry { type amount ${MONEY} } payment { id } lines { nodes {
      type amount ${MONEY} grossProfit ${MONEY} partnerOrderId ledgerEntry { type orderId } order { id invoice { id } }
      package { packageId } } } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    invoice: {
      trueUpEntry: { type: 'MONTHLY_MINIMUM_TRUE_UP', amount: usd('6.00') },
      payment: null,
      lines: {
        nodes: [
          {
            type: 'CAPTURE',
            amount: usd('4.00'),
            grossProfit: usd('4.00'),
            partnerOrderId,
            ledgerEntry: { type: 'CAPTURE', orderId },
            order: { id: orderId, invoice: { id } },
            package: { packageId: JP },
          },
          {
            type: 'MONTHLY_MINIMUM_TRUE_UP',
            amount: usd('6.00'),
            grossProfit: usd('0.00'),
            partnerOrderId: null,
            ledgerEntry: { type: 'MONTHLY_MINIMUM_TRUE_UP', orderId: null },
            order: null,
            package: null,
          },
        ],
      },
    },
  });
});

test.each([
  '{ orders { nodes { invoice { number totalDue { amount } } } } }',
  '{ invoices(first: 1) { nodes { lines(first: 20) { nodes { ledgerEntry { id } order { id } package { packageId } } } } } }',
])('a page takes as many statements for one row as for many: %s', async (document) => {
  const count = async () =>
    (await statementsOf(() => ask(document))).filter((text) => /from "?(entries|invoices|orders)/.test(text)).length;
  await seedReadyEsim(api.house, partner);
  const few = await count();
  expect(few).toBeGreaterThan(2);
  for (const _ of Array.from({ length: 9 })) await seedReadyEsim(api.house, partner);
  expect(await count()).toBe(few);
});

test('pages of invoices and of lines give each once, newest month and oldest entry first', async () => {
  for (const _ of [1, 2, 3]) await seedReadyEsim(api.house, partner);
  const issued = await closeMonth(api.house, partner);
  await closeMonth(api.house, partner);
  const months: string[] = [];
  const LIST =
    'query ($after: String) { invoices(first: 1, after: $after) { nodes { month } pageInfo { endCursor } } }';
  for (let after: string | null = null; months.length < 3; ) {
    const { data }: Answer<Told> = await ask(LIST, { after });
    months.push(...data.invoices.nodes.map(({ month }) => month));
    after = data.invoices.pageInfo.endCursor;
  }
  expect(months).toEqual(['2027-01', '2026-12', '2026-11']);
  const seen: (string | null)[] = [];
  const LINES = `query ($id: ID!, $after: String) { invoice(id: $id) { lines(first: 1, after: $after) {
    nodes { partnerOrderId } pageInfo { endCursor hasNextPage } } } }`;
  for (let after: string | null = null; seen.length < 3; ) {
    const { data }: Answer<Told> = await ask(LINES, { id: issued.id, after });
    const page: ShownInvoice['lines'] = data.invoice.lines;
    seen.push(...page.nodes.map(({ partnerOrderId }) => partnerOrderId));
    after = page.pageInfo.endCursor;
    expect(page.pageInfo.hasNextPage).toBe(seen.length < 3);
  }
  const all = await linesOf(api.house, partner, issued);
  expect(seen).toEqual(all.map(({ partnerOrderId }) => partnerOrderId));
});

test('a filter narrows by status, currency and month', async () => {
  await closeMonth(api.house, partner);
  const months = async (filter: string) =>
    (await ask(`{ invoices(filter: { ${filter} }) { nodes { month } } }`)).data.invoices.nodes.map(
      ({ month }) => month,
    );
  expect(await months('month: "2026-11"')).toEqual(['2026-11']);
  expect(await months('status: [DRAFT]')).toEqual(['2026-12']);
  expect(await months('status: [DRAFT, ISSUED], currency: "USD"')).toEqual(['2026-12', '2026-11']);
  expect(await months('currency: "EUR"')).toEqual([]);
  for (const filter of ['month: "2026-13"', 'month: "november"', 'currency: "usd"']) {
    expect(await codeOf(`{ invoices(filter: { ${filter} }) { nodes { month } } }`)).toBe('BAD_USER_INPUT');
  }
});

describe('a sandbox', () => {
  test('closes its months one by one, and after a reset what is booked is on the next invoice', async () => {
    const first = (await ask(CLOSE)).data.sandboxCloseMonth;
    const second = (await ask(CLOSE)).data.sandboxCloseMonth;
    expect([first.month, second.month]).toEqual(['2026-11', '2026-12']);
    await ask('mutation { sandboxAdvanceClock(seconds: 8640000) { now } }');
    await ask('mutation { sandboxReset { mode } }');
    const { partnerOrderId } = await seedReadyEsim(api.house, partner);
    const third = (await ask(CLOSE)).data.sandboxCloseMonth;
    const { data } = await ask('query ($id: ID!) { invoice(id: $id) { lines { nodes { partnerOrderId } } } }', {
      id: third.id,
    });
    expect(data.invoice.lines.nodes).toEqual([{ partnerOrderId }]);
  });

  test('closes a month once where ten ask at once, and refuses a wallet that is not there', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(CLOSE)));
    const numbers = answers.map(({ data }) => data.sandboxCloseMonth.number?.split('-').at(-1));
    expect([...new Set(numbers)].toSorted()).toEqual(await numbersOf(api.house, partner));
    expect(await codeOf('mutation { sandboxCloseMonth(currency: "EUR") { id } }')).toBe('CURRENCY_NOT_APPROVED');
    expect(await codeOf('mutation { sandboxCloseMonth(currency: "NONE") { id } }')).toBe('BAD_USER_INPUT');
  });

  test('alone closes a month before it is over: SANDBOX_ONLY', async () => {
    const live = await api.credential({ ...partner, mode: 'live' });
    expect(await codeOf(CLOSE, {}, live)).toBe('SANDBOX_ONLY');
  });
});
