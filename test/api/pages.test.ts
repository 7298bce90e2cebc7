import fc from 'fast-check';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { keepInvariants } from '../support/after-each.ts';
import { JP, keyedCall, orderInput } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { statementsOf } from '../support/statements.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';
import { prepared, settledOrder } from './seeded-api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [packageDraft('JP', '0.01')]);
});
afterAll(() => api.close());
keepInvariants(() => api);

interface Listed {
  readonly list: {
    readonly nodes: readonly { readonly id: string }[];
    readonly edges: readonly { readonly cursor: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly endCursor: string | null;
    };
  };
}

const PAGE = '{ nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';
const LISTS = {
  orders: `query ($first: Int!, $after: String) { list: orders(first: $first, after: $after) ${PAGE} }`,
  ledgerEntries: `query ($first: Int!, $after: String) { list: ledgerEntries(first: $first, after: $after) ${PAGE} }`,
} as const;

let count = 0;

const place = async (partner: SeededPartner): Promise<void> => {
  count += 1;
  await placeOrder(api.house, keyedCall(partner, `k${count}`), orderInput(`p${count}`));
};

const funded = async (orders: number): Promise<[SeededPartner, string]> => {
  const partner = await seedPartner(api.house, { wallet: '9.00', approved: [JP] });
  for (let n = 0; n < orders; n += 1) await place(partner);
  return [partner, await api.credential(partner)];
};

/** Walks a list to its end, `between` after each page. */
const walk = async (
  token: string,
  document: string,
  sizes: readonly number[],
  between: () => Promise<void>,
): Promise<readonly string[]> => {
  const seen: string[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    const first = sizes[page % sizes.length] ?? 1;
    const { data }: Answer<Listed> = await api.ask(token, document, { variables: { first, after } });
    seen.push(...data.list.nodes.map(({ id }) => id));
    expect(data.list.edges.at(-1)?.cursor ?? null).toBe(data.list.pageInfo.endCursor);
    expect(data.list.pageInfo.hasPreviousPage).toBe(after !== null);
    after = data.list.pageInfo.endCursor;
    if (!data.list.pageInfo.hasNextPage) return seen;
    await between();
  }
};

describe.each(Object.entries(LISTS))('pages of %s', (_name, document) => {
  test('give each row once, newest first, whatever their sizes and however many come meanwhile', async () => {
    const [partner, token] = await funded(12);
    const shape = fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
      added: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ sizes, added }) => {
        const before = await walk(token, document, [200], async () => {});
        const seen = await walk(token, document, sizes, async () => {
          for (let n = 0; n < added; n += 1) await place(partner);
        });
        expect(seen).toEqual(before);
        expect(seen).toEqual([...new Set(seen)].sort().reverse());
      }),
      { numRuns: 6 },
    );
  });

  test('that are empty have no cursors', async () => {
    const token = await api.credential(await seedPartner(api.house));
    const { data } = await api.ask<Listed>(token, document, { variables: { first: 5, after: null } });
    expect(data.list).toEqual({
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});

describe('a page of orders or eSIMs', () => {
  const WHOLE = `query ($first: Int!) { orders(first: $first) { nodes {
    id status netPrice { amount } package { packageId netPrice { amount } } esim { iccid status usage { usagePercent status } }
    ledgerEntries { type amount { amount } availableAfter { amount } } timeline { type occurredAt }
  } } }`;

  const WHOLE_ESIMS = `query ($first: Int!) { esims(first: $first) { nodes {
    iccid status order { id } package { packageId } usage { usagePercent status } history { type occurredAt }
  } } }`;

  test('takes as many statements for fifty orders, or eSIMs, with all that belongs to them as for one', async () => {
    const partner = await seedPartner(api.house, { wallet: '9.00', approved: [JP] });
    const token = await api.credential(partner);
    for (let n = 0; n < 50; n += 1) await settledOrder(api.house, partner, `settled-${n}`, prepared());
    const read = (first: number) => async (): Promise<void> => {
      const { data, errors } = await api.ask<{
        orders: { nodes: { timeline: unknown[]; ledgerEntries: unknown[]; esim: unknown }[] };
      }>(token, WHOLE, { variables: { first } });
      expect([errors, data.orders.nodes.length]).toEqual([[], first]);
      for (const order of data.orders.nodes) {
        expect([order.timeline.length, order.ledgerEntries.length, order.esim]).toEqual([5, 2, expect.anything()]);
      }
    };
    await read(1)();
    const forFifty = await statementsOf(read(50));
    const forOne = await statementsOf(read(1));
    // Beside them the house reads and notes what it likes about the credential.
    const ofData = (statements: readonly string[]) =>
      statements.filter((text) => /from "?(orders|esims|entries|events|packages|usage_thresholds)\b/.test(text));
    expect(ofData(forFifty)).toHaveLength(5);
    expect(ofData(forOne)).toHaveLength(5);

    const esims = (first: number) => async (): Promise<void> => {
      const { data, errors } = await api.ask<{ esims: { nodes: { order: unknown; history: unknown[] }[] } }>(
        token,
        WHOLE_ESIMS,
        { variables: { first } },
      );
      expect([errors, data.esims.nodes.length]).toEqual([[], first]);
      for (const { order, history } of data.esims.nodes) {
        expect([order, history.length]).toEqual([{ id: expect.stringMatching(/^ord_/) }, 1]);
      }
    };
    await esims(1)();
    expect(ofData(await statementsOf(esims(50)))).toHaveLength(4);
    expect(ofData(await statementsOf(esims(1)))).toHaveLength(4);
  });
});
