import { keepInvariants } from '../support/after-each.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';

const CALLERS = 200;
const JAPAN = packageDraft('JP', '4.00');

let api: TestApi;

beforeAll(async () => {
  api = await openTestApi({ worker: true });
  await seedCatalogue(api.house, [JAPAN]);
});
afterAll(() => api.close());
keepInvariants(() => api);

const CREATE = `mutation ($input: CreateOrderInput!) {
  createOrder(input: $input) { replayed order { id partnerOrderId catalogueVersion netPrice { amount } createdAt } }
}`;

interface Created {
  readonly createOrder: { readonly replayed: boolean } | null;
}

const order = (token: string, key: string, partnerOrderId: string): Promise<Answer<Created>> =>
  api.ask(token, CREATE, {
    variables: { input: { packageId: JAPAN.packageId, partnerOrderId } },
    headers: { 'idempotency-key': key },
  });

const crowd = <Result>(act: (caller: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: CALLERS }, (_, caller) => act(caller)));

const funded = async (wallet: string): Promise<[SeededPartner, string]> => {
  const partner = await seedPartner(api.house, { wallet, approved: [JAPAN.packageId] });
  return [partner, await api.credential(partner)];
};

interface Books {
  readonly wallet: unknown;
  readonly orders: { readonly nodes: readonly { readonly status: string }[] };
  readonly ledgerEntries: { readonly nodes: readonly { readonly type: string }[] };
}

/** The books once everything that was ordered is provisioned. */
const booksOf = async (token: string): Promise<Books> => {
  const { data } = await api.askUntil<Books>(
    token,
    `{ wallet { available { amount } reserved { amount } } orders(first: 200) { nodes { status } }
      ledgerEntries(first: 200) { nodes { type } } }`,
    (answer) => answer.data.orders.nodes.every(({ status }) => status === 'ESIM_READY'),
  );
  return data;
};

const count = (entries: Books['ledgerEntries'], wanted: string): number =>
  entries.nodes.filter(({ type }) => type === wanted).length;

test('two hundred callers at once with one key get two hundred equal answers, one order and one charge', async () => {
  const [, token] = await funded('1000.00');
  const answers = await crowd(() => order(token, 'same', 'p1'));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const replays = answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true');
  expect(replays).toHaveLength(CALLERS - 1);
  expect(replays.every(({ data }) => data.createOrder?.replayed)).toBe(true);
  const bodies = answers.map(({ text }) => text.replace('"replayed":true', '"replayed":false'));
  expect(new Set(bodies).size).toBe(1);
  expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(CALLERS);
  const books = await booksOf(token);
  expect(books.wallet).toEqual({ available: { amount: '996.00' }, reserved: { amount: '0.00' } });
  expect([
    books.orders.nodes.length,
    count(books.ledgerEntries, 'RESERVE'),
    count(books.ledgerEntries, 'CAPTURE'),
  ]).toEqual([1, 1, 1]);
});

test('two hundred callers at once on a wallet that covers fifty make fifty orders, and the balance is exactly right', async () => {
  const [, token] = await funded('201.00');
  const answers = await crowd((caller) => order(token, `key ${caller}`, `p${caller}`));
  const placed = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status === 402);
  expect([placed.length, refused.length]).toEqual([50, 150]);
  for (const { errors } of refused) {
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      moneyMoved: false,
      shortfall: { amount: '3.00', currency: 'USD' },
    });
  }
  const books = await booksOf(token);
  expect(books.wallet).toEqual({ available: { amount: '1.00' }, reserved: { amount: '0.00' } });
  expect([
    books.orders.nodes.length,
    count(books.ledgerEntries, 'RESERVE'),
    count(books.ledgerEntries, 'CAPTURE'),
  ]).toEqual([50, 50, 50]);
});
