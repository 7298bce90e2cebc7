import type { Shot } from './load.ts';
import type { Partner } from './seed.ts';

const PACKAGE_FIELDS = `packageId productFamily coverageName coverageType displayName iso2 region validityDays dataMb
  msrp { amount currency } netPrice { amount currency } status`;

const PAGE_FIELDS = `packages(first: $first) { nodes { ${PACKAGE_FIELDS} } pageInfo { hasNextPage endCursor } }`;

const ORDER_FIELDS = `id partnerOrderId status catalogueVersion createdAt expectedReadyBy netPrice { amount currency }
  package { packageId displayName coverageName dataMb }`;

export const DOCUMENTS = {
  page: `query Page($first: Int!) { ${PAGE_FIELDS} }`,
  /** Touches a scope that the page does not need and asks for nothing of it: a credential without it runs guarded. */
  guardablePage: `query Page($first: Int!) { ${PAGE_FIELDS} wallet @skip(if: true) { currency } }`,
  lookUp: `query LookUp($partnerOrderId: String!) { order(by: { partnerOrderId: $partnerOrderId }) { ${ORDER_FIELDS} } }`,
  order: `mutation Order($input: CreateOrderInput!) { createOrder(input: $input) { replayed order { ${ORDER_FIELDS} } } }`,
} as const;

export const PAGE_SIZE = 50;

const shot = (token: string, query: string, variables: object, headers: Record<string, string> = {}): Shot => ({
  headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
  body: JSON.stringify({ query, variables }),
});

const repeat = (count: number, make: (index: number) => Shot): readonly Shot[] =>
  Array.from({ length: count }, (_, index) => make(index));

const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('there are none');
  return item;
};

export const pageShots = (token: string, count: number, query: string = DOCUMENTS.page): readonly Shot[] =>
  repeat(count, () => shot(token, query, { first: PAGE_SIZE }));

/** An order to place, or one that was placed. */
export interface Ordered {
  readonly partner: Partner;
  readonly packageId: string;
  readonly partnerOrderId: string;
}

let ordered = 0;

/** New orders, each of another package, by turns from each partner. */
export const newOrders = (partners: readonly Partner[], packageIds: readonly string[], count: number) =>
  Array.from({ length: count }, (): Ordered => {
    ordered += 1;
    return {
      partner: at(partners, ordered),
      packageId: at(packageIds, ordered),
      partnerOrderId: `bench-${ordered}`,
    };
  });

/** The key of an order is its partner's own id, so the same orders again are replays. */
export const orderShots = (orders: readonly Ordered[]): readonly Shot[] =>
  orders.map(({ partner, packageId, partnerOrderId }) =>
    shot(
      partner.token,
      DOCUMENTS.order,
      { input: { packageId, partnerOrderId } },
      { 'idempotency-key': partnerOrderId },
    ),
  );

export const lookUpShots = (orders: readonly Ordered[], count: number): readonly Shot[] =>
  repeat(count, (index) => {
    const { partner, partnerOrderId } = at(orders, index);
    return shot(partner.token, DOCUMENTS.lookUp, { partnerOrderId });
  });

export const replayShots = (orders: readonly Ordered[], count: number): readonly Shot[] => {
  const shots = orderShots(orders);
  return repeat(count, (index) => at(shots, index));
};
