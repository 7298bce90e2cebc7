import { approvePackages } from '../../src/use-cases/approve-packages.ts';
import { keepInvariants } from '../support/after-each.ts';
import { systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '4.00');
const [KOREA, TAIWAN, CHINA] = ['KR', 'TW', 'CN'].map((iso2) => packageDraft(iso2, '6.00'));
const idOf = (draft: { readonly packageId: string } | undefined): string => draft?.packageId ?? '';
const ALL = [JAPAN, KOREA, TAIWAN, CHINA].filter((draft) => draft !== undefined);

let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  partner = await seedPartner(api.house, { wallet: '100.00', approved: ALL.map(idOf) });
  token = await api.credential(partner);
});
afterAll(() => api.close());
keepInvariants(() => api);

/** What the cache of callers may be behind, and a little for the request itself. */
const A_SECOND_MS = 1_100;

const PRICE = 'query ($id: ID!) { package(id: $id) { catalogueVersion netPrice { amount } } }';

const CHANGES = `query ($since: String!, $until: String) { catalogueChanges(since: $since, until: $until) {
  since until added { packageId } removed { packageId catalogueVersion }
  changed { fields before { packageId netPrice { amount } dataMb } after { netPrice { amount } dataMb } }
} }`;

const changes = async (since: string, until: string | null = null) =>
  (await api.ask(token, CHANGES, { variables: { since, until } })).data?.catalogueChanges;

const current = async (): Promise<unknown> =>
  (await api.ask(token, '{ catalogue { version packageCount isCurrent next { version } } }')).data?.catalogue;

describe('before anything is published', () => {
  test('every page is UNKNOWN_CATALOGUE_VERSION, and an order UNKNOWN_PACKAGE', async () => {
    for (const query of [
      '{ packages { nodes { packageId } } }',
      '{ catalogue { version } }',
      '{ package(id: "a") { packageId } }',
    ]) {
      const { status, errors } = await api.ask(token, query);
      expect([status, errors[0]?.extensions.code]).toEqual([404, 'UNKNOWN_CATALOGUE_VERSION']);
    }
    const order = `mutation { createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "p" }) @idempotent(key: "k") { replayed } }`;
    expect((await api.ask(token, order)).errors[0]?.extensions.code).toBe('UNKNOWN_PACKAGE');
  });
});

describe('a version', () => {
  test('that is published at once is read within a second, and ordered in at once', async () => {
    await seedCatalogue(api.house, [JAPAN]);
    await api.askUntil(
      token,
      PRICE,
      ({ text }) => text.includes('4.00'),
      { variables: { id: JAPAN.packageId } },
      A_SECOND_MS,
    );
    const version = await seedCatalogue(api.house, [packageDraft('JP', '4.44')]);
    const order = `mutation { createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "p", catalogueVersion: "${version}" })
      @idempotent(key: "k") { order { catalogueVersion netPrice { amount } } } }`;
    expect((await api.ask(token, order)).data?.createOrder).toEqual({
      order: { catalogueVersion: version, netPrice: { amount: '4.44' } },
    });
    await api.askUntil(
      token,
      PRICE,
      ({ text }) => text.includes('4.44'),
      { variables: { id: JAPAN.packageId } },
      A_SECOND_MS,
    );
  });

  test('that takes effect later is announced, can be read and compared by name, and sells nothing yet', async () => {
    const now = await seedCatalogue(
      api.house,
      [JAPAN, TAIWAN].filter((draft) => draft !== undefined),
    );
    const tomorrow = new Date(api.house.clock.now().getTime() + 86_400_000);
    const next = await seedCatalogue(api.house, [packageDraft('JP', '4.50')], tomorrow);
    await api.askUntil(token, '{ catalogue { version } }', ({ text }) => text.includes(now), {}, A_SECOND_MS);
    expect(await current()).toEqual({ version: now, packageCount: 2, isCurrent: true, next: { version: next } });
    const { data } = await api.ask(
      token,
      `{ catalogue(version: "${next}") { version isCurrent packageCount effectiveAt } }`,
    );
    expect(data?.catalogue).toEqual({
      version: next,
      isCurrent: false,
      packageCount: 1,
      effectiveAt: tomorrow.toISOString(),
    });
    expect(await changes(now, next)).toMatchObject({
      since: now,
      until: next,
      added: [],
      removed: [{ packageId: idOf(TAIWAN), catalogueVersion: now }],
      changed: [
        {
          fields: ['netPrice', 'msrp', 'suggestedRetailPrice'].sort(),
          before: { netPrice: { amount: '4.00' } },
          after: { netPrice: { amount: '4.50' } },
        },
      ],
    });
    const order = `mutation { createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "later", catalogueVersion: "${next}" })
      @idempotent(key: "later") { replayed } }`;
    expect((await api.ask(token, order)).errors[0]?.extensions).toMatchObject({
      code: 'CATALOGUE_VERSION_RETIRED',
      currentVersion: now,
    });
  });
});

describe('the changes between two versions', () => {
  test('are what came, what went and what is not the same, for the approved packages alone', async () => {
    const narrow = await seedPartner(api.house, { approved: [JAPAN.packageId, idOf(KOREA), idOf(CHINA)] });
    token = await api.credential(narrow);
    const before = await seedCatalogue(
      api.house,
      [JAPAN, KOREA, TAIWAN].filter((draft) => draft !== undefined),
    );
    const after = await seedCatalogue(api.house, [
      packageDraft('JP', '4.00', { dataMb: 4096 }),
      packageDraft('CN', '6.00'),
    ]);
    const there = { packageId: JAPAN.packageId, netPrice: { amount: '4.00' } };
    expect(await changes(before, after)).toEqual({
      since: before,
      until: after,
      added: [{ packageId: idOf(CHINA) }],
      removed: [{ packageId: idOf(KOREA), catalogueVersion: before }],
      changed: [
        { fields: ['dataMb'], before: { ...there, dataMb: 3072 }, after: { netPrice: there.netPrice, dataMb: 4096 } },
      ],
    });
    expect(await changes(after, before)).toMatchObject({
      added: [{ packageId: idOf(KOREA) }],
      removed: [{ packageId: idOf(CHINA) }],
      changed: [{ fields: ['dataMb'], after: { dataMb: 3072 } }],
    });
    expect(await changes(after, after)).toEqual({ since: after, until: after, added: [], removed: [], changed: [] });
  });

  test('of a version that is not published are UNKNOWN_CATALOGUE_VERSION', async () => {
    const { status, errors } = await api.ask(token, CHANGES, { variables: { since: 'never' } });
    expect([status, errors[0]?.extensions.code]).toEqual([404, 'UNKNOWN_CATALOGUE_VERSION']);
  });
});

describe("an organisation's own price", () => {
  test('is what its pages, quotes and orders show, and nobody else’s', async () => {
    await seedCatalogue(api.house, ALL);
    const other = await api.credential(await seedPartner(api.house, { approved: [[JAPAN.packageId, 123n]] }));
    await api.askUntil(
      other,
      PRICE,
      ({ text }) => text.includes('1.23'),
      { variables: { id: JAPAN.packageId } },
      A_SECOND_MS,
    );
    const quote = `{ quote(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "q" }) { netPrice { amount } package { netPrice { amount } } } }`;
    const price = (amount: string) => ({ quote: { netPrice: { amount }, package: { netPrice: { amount } } } });
    expect((await api.ask(other, quote)).data).toEqual(price('1.23'));
    expect((await api.ask(token, quote)).data).toEqual(price('4.00'));
    const sorted =
      '{ packages(sort: NET_PRICE_ASC, filter: { netPrice: { currency: "USD", max: "1.23" } }) { nodes { packageId } } }';
    expect((await api.ask(other, sorted)).data?.packages).toEqual({ nodes: [{ packageId: JAPAN.packageId }] });
    expect((await api.ask(token, sorted)).data?.packages).toEqual({ nodes: [] });
  });

  test('takes effect within a second of its approval on pages, and at once on orders', async () => {
    await seedCatalogue(api.house, ALL);
    await api.askUntil(
      token,
      PRICE,
      ({ text }) => text.includes('4.00'),
      { variables: { id: JAPAN.packageId } },
      A_SECOND_MS,
    );
    await approvePackages(api.house, systemCall(partner), [{ packageId: JAPAN.packageId, netPriceMinor: 321n }]);
    const order = `mutation { createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "p", expectedNetPrice: { amount: "4.00", currency: "USD" } })
      @idempotent(key: "k") { replayed } }`;
    expect((await api.ask(token, order)).errors[0]?.extensions).toMatchObject({
      code: 'PRICE_CHANGED',
      netPrice: { amount: '3.21', currency: 'USD' },
    });
    await api.askUntil(
      token,
      PRICE,
      ({ text }) => text.includes('3.21'),
      { variables: { id: JAPAN.packageId } },
      A_SECOND_MS,
    );
  });

  test('of an order stays what it was, whatever the catalogue says later', async () => {
    const version = await seedCatalogue(api.house, ALL);
    await api.ask(
      token,
      `mutation { createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "p" }) @idempotent(key: "k") { replayed } }`,
    );
    await seedCatalogue(api.house, [packageDraft('JP', '9.99', { dataMb: 1024 })]);
    const { data } = await api.ask(
      token,
      '{ order(by: { partnerOrderId: "p" }) { catalogueVersion netPrice { amount } package { dataMb catalogueVersion netPrice { amount } } } }',
    );
    const netPrice = { amount: '4.00' };
    expect(data?.order).toEqual({
      catalogueVersion: version,
      netPrice,
      package: { dataMb: 3072, catalogueVersion: version, netPrice },
    });
  });
});

describe('pages of packages', () => {
  const PAGE = `query ($after: String) { packages(first: 2, after: $after) {
    nodes { packageId displayName } pageInfo { hasNextPage endCursor } } }`;

  test('go on behind the longest name, and repeat nothing when another version comes between', async () => {
    const named = (iso2: string, displayName: string) => packageDraft(iso2, '1.00', { displayName });
    const long = 'ä'.repeat(400);
    const version = await seedCatalogue(api.house, [
      named('JP', 'a'),
      named('KR', long),
      named('TW', `${long}b`),
      named('CN', `${long}c`),
    ]);
    await api.askUntil(token, '{ catalogue { version } }', ({ text }) => text.includes(version), {}, A_SECOND_MS);
    const first = await api.ask<{ packages: { nodes: object[]; pageInfo: { endCursor: string } } }>(token, PAGE);
    expect(first.data.packages.nodes).toMatchObject([{ packageId: JAPAN.packageId }, { displayName: long }]);
    const next = await seedCatalogue(api.house, [named('KR', long), named('CN', `${long}c`), named('JP', 'z')]);
    await api.askUntil(token, '{ catalogue { version } }', ({ text }) => text.includes(next), {}, A_SECOND_MS);
    const second = await api.ask(token, PAGE, { variables: { after: first.data.packages.pageInfo.endCursor } });
    expect(second.data?.packages).toMatchObject({
      nodes: [{ packageId: idOf(CHINA) }],
      pageInfo: { hasNextPage: false },
    });
  });
});
