import { keepInvariants } from '../support/after-each.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';

/** Two letters of which no country makes use, so that the story needs no list of countries. */
const code = (n: number): string =>
  `${String.fromCharCode(65 + Math.floor(n / 26))}${String.fromCharCode(65 + (n % 26))}`;

const COUNTRIES = Array.from({ length: 60 }, (_, n) =>
  packageDraft(code(n), `${3 + (n % 7)}.${n % 2 ? '50' : '00'}`, { region: n % 3 ? 'Asia' : 'Europe' }),
);
const TROUBLE = ['rejected', 'review'].map((ending) =>
  packageDraft('US', '2.00', { packageId: `onyx-connect-sandbox-1gb-7d-${ending}`, region: 'Americas' }),
);

let api: TestApi;
let partner: SeededPartner;
let version: string;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ worker: true });
  version = await seedCatalogue(api.house, [...COUNTRIES, ...TROUBLE, packageDraft('ZZ', '1.00')]);
  const approved = [...COUNTRIES, ...TROUBLE].map(({ packageId }) => packageId);
  partner = await seedPartner(api.house, { wallet: '50.00', approved });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

interface Page {
  readonly packages: {
    readonly nodes: readonly { readonly packageId: string; readonly netPrice: { readonly amount: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const PAGE = `query ($after: String, $filter: PackageFilter, $sort: PackageSort! = NAME_ASC) {
  packages(first: 7, after: $after, filter: $filter, sort: $sort) {
    nodes { packageId netPrice { amount } } pageInfo { hasNextPage endCursor }
  }
}`;

/** Pages from the first to the last, at most as many as would be right. */
const walk = async (variables: Record<string, unknown> = {}) => {
  const nodes: Page['packages']['nodes'][number][] = [];
  let after: string | null = null;
  for (let page = 0; page < 20; page += 1) {
    const { data }: Answer<Page> = await api.ask(token, PAGE, { variables: { ...variables, after } });
    nodes.push(...data.packages.nodes);
    after = data.packages.pageInfo.endCursor;
    if (!data.packages.pageInfo.hasNextPage) return nodes;
  }
  throw new Error('the pages do not end');
};

const CREATE = `mutation ($input: CreateOrderInput!, $key: String!) {
  createOrder(input: $input) @idempotent(key: $key) {
    replayed order { id status statusReason nextAction expectedReadyBy netPrice { amount currency } package { packageId } }
  }
}`;

interface Created {
  readonly createOrder: {
    readonly replayed: boolean;
    readonly order: { readonly id: string; readonly status: string; readonly netPrice: { readonly amount: string } };
  };
}

const ORDER = `query ($by: OrderBy!) {
  order(by: $by) {
    id status statusReason nextAction expectedReadyBy partnerOrderId customerReference catalogueVersion
    netPrice { amount currency } package { packageId netPrice { amount } }
    esim { iccid status activationAvailable } ledgerEntries { type amount { amount } } timeline { type }
  }
}`;

interface Shown {
  readonly order: { readonly status: string; readonly esim: { readonly iccid: string } | null };
}

const order = (packageId: string, name: string) =>
  api.ask<Created>(token, CREATE, {
    variables: { key: `key of ${name}`, input: { packageId, partnerOrderId: name, customerReference: 'guest 7' } },
  });

const settled = (partnerOrderId: string, status: string) =>
  api.askUntil<Shown>(token, ORDER, ({ data }) => data.order.status === status, {
    variables: { by: { partnerOrderId } },
  });

const wallet = async () =>
  (await api.ask(token, '{ wallet { currency available { amount } reserved { amount } } }')).data?.wallet;

describe("a partner's first day", () => {
  test('the credential says who it is, in which mode and with which scopes', async () => {
    const { data } = await api.ask(
      token,
      '{ viewer { mode organisationState currency timeZone scopes idempotencyRetentionDays } }',
    );
    expect(data?.viewer).toMatchObject({
      mode: 'SANDBOX',
      organisationState: 'ACTIVE',
      currency: 'USD',
      timeZone: 'UTC',
    });
    expect(data?.viewer).toHaveProperty('scopes.length', 11);
  });

  test('all approved packages come by cursor to the end, each once, and no other', async () => {
    const seen = (await walk()).map(({ packageId }) => packageId);
    expect([...seen].sort()).toEqual([...COUNTRIES, ...TROUBLE].map(({ packageId }) => packageId).sort());
    const { data } = await api.ask(token, '{ catalogue { version packageCount isCurrent next { version } } }');
    expect(data?.catalogue).toEqual({ version, packageCount: seen.length, isCurrent: true, next: null });
  });

  test('a filter and a sort hold on every page', async () => {
    const filter = { region: 'Europe', netPrice: { currency: 'USD', max: '8.00' } };
    const found = await walk({ filter, sort: 'NET_PRICE_DESC' });
    const prices = found.map(({ netPrice }) => Number(netPrice.amount));
    const expected = COUNTRIES.filter(({ region, netPriceMinor }) => region === 'Europe' && netPriceMinor <= 800n);
    expect(found).toHaveLength(expected.length);
    expect(prices).toEqual([...prices].sort((a, b) => b - a));
  });

  test('a quote says what the order will cost, and changes nothing', async () => {
    const packageId = COUNTRIES[0]?.packageId;
    const { data } = await api.ask(
      token,
      `query ($input: QuoteInput!) { quote(input: $input) {
        netPrice { amount currency } availableAfter { amount } refusal { code } package { packageId } } }`,
      { variables: { input: { packageId, partnerOrderId: 'first' } } },
    );
    expect(data?.quote).toEqual({
      netPrice: { amount: '3.00', currency: 'USD' },
      availableAfter: { amount: '47.00' },
      refusal: null,
      package: { packageId },
    });
    expect(await wallet()).toEqual({ currency: 'USD', available: { amount: '50.00' }, reserved: { amount: '0.00' } });
  });

  test('an order is held, provisioned, captured, and ends with an eSIM', async () => {
    const packageId = COUNTRIES[0]?.packageId ?? '';
    const { data, status } = await order(packageId, 'first');
    expect([status, data.createOrder]).toMatchObject([
      200,
      { replayed: false, order: { status: 'RESERVED', netPrice: { amount: '3.00' }, package: { packageId } } },
    ]);
    expect(data.createOrder.order).toHaveProperty('expectedReadyBy', expect.stringMatching(/Z$/));
    const ready = await settled('first', 'ESIM_READY');
    expect(ready.data.order).toEqual({
      id: data.createOrder.order.id,
      status: 'ESIM_READY',
      statusReason: null,
      nextAction: 'Hand the eSIM to the customer.',
      expectedReadyBy: null,
      partnerOrderId: 'first',
      customerReference: 'guest 7',
      catalogueVersion: version,
      netPrice: { amount: '3.00', currency: 'USD' },
      package: { packageId, netPrice: { amount: '3.00' } },
      esim: { iccid: expect.stringMatching(/^89\d{18}$/), status: 'READY', activationAvailable: true },
      ledgerEntries: [
        { type: 'RESERVE', amount: { amount: '3.00' } },
        { type: 'CAPTURE', amount: { amount: '3.00' } },
      ],
      timeline: ['ledger.reserve', 'order.reserved', 'order.provisioning', 'ledger.capture', 'order.esim_ready'].map(
        (type) => ({ type }),
      ),
    });
    expect(await wallet()).toEqual({ currency: 'USD', available: { amount: '47.00' }, reserved: { amount: '0.00' } });
  });

  test('a failed order says why and what next, and gives the money back', async () => {
    await order('onyx-connect-sandbox-1gb-7d-rejected', 'second');
    const failed = await settled('second', 'FAILED');
    expect(failed.data.order).toMatchObject({
      statusReason: 'CARRIER_REJECTED',
      nextAction: expect.stringContaining('order again with a new key'),
      esim: null,
      ledgerEntries: [{ type: 'RESERVE' }, { type: 'RELEASE' }],
    });
    expect(await wallet()).toEqual({ currency: 'USD', available: { amount: '47.00' }, reserved: { amount: '0.00' } });
  });

  test('an order in review keeps its price held, and says not to order again', async () => {
    await order('onyx-connect-sandbox-1gb-7d-review', 'third');
    const waiting = await settled('third', 'MANUAL_REVIEW');
    expect(waiting.data.order).toMatchObject({
      statusReason: 'CARRIER_REVIEW',
      nextAction: expect.stringContaining('Do not order again'),
      ledgerEntries: [{ type: 'RESERVE' }],
    });
    expect(await wallet()).toEqual({ currency: 'USD', available: { amount: '45.00' }, reserved: { amount: '2.00' } });
  });

  test('the day ends with a ledger of which every balance follows from the one before', async () => {
    const { data } = await api.ask<{
      ledgerEntries: { nodes: { type: string; amount: { amount: string }; availableAfter: { amount: string } }[] };
    }>(token, '{ ledgerEntries { nodes { type amount { amount } availableAfter { amount } } } }');
    const entries = data.ledgerEntries.nodes.toReversed();
    expect(entries.map(({ type }) => type)).toEqual(['CREDIT', 'RESERVE', 'CAPTURE', 'RESERVE', 'RELEASE', 'RESERVE']);
    const signs: Record<string, number> = { CREDIT: 1, RELEASE: 1, RESERVE: -1, CAPTURE: 0 };
    let available = 0;
    for (const { type, amount, availableAfter } of entries) {
      available += (signs[type] ?? Number.NaN) * Number(amount.amount);
      expect(Number(availableAfter.amount)).toBe(available);
    }
  });

  test('the orders of the day are listed newest first, and each left one log line with its id', async () => {
    const { data } = await api.ask(token, '{ orders { nodes { partnerOrderId status } } }');
    expect(data?.orders).toEqual({
      nodes: [
        { partnerOrderId: 'third', status: 'MANUAL_REVIEW' },
        { partnerOrderId: 'second', status: 'FAILED' },
        { partnerOrderId: 'first', status: 'ESIM_READY' },
      ],
    });
    const placed = api.log.find({ msg: 'request', operationType: 'mutation' });
    expect(placed.map(({ orderIds }) => orderIds)).toEqual(Array(3).fill([expect.stringMatching(/^ord_\w{26}$/)]));
  });
});
