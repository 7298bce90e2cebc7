import { JP } from '../support/orders.ts';

/** The documents, each argument in a variable. */
export const DOCUMENTS = {
  packages: `query ($first: Int!, $after: String, $sort: PackageSort!, $filter: PackageFilter, $version: String) {
    packages(first: $first, after: $after, sort: $sort, filter: $filter, version: $version) { nodes { packageId } } }`,
  package: 'query ($id: ID!, $version: String) { package(id: $id, version: $version) { packageId } }',
  catalogue: 'query ($version: String) { catalogue(version: $version) { version } }',
  changes: 'query ($since: String!, $until: String) { catalogueChanges(since: $since, until: $until) { since } }',
  order: 'query ($by: OrderBy!) { order(by: $by) { id } }',
  orders: `query ($first: Int!, $after: String, $filter: OrderFilter) {
    orders(first: $first, after: $after, filter: $filter) { nodes { id } } }`,
  entries: `query ($first: Int!, $after: String, $filter: LedgerFilter) {
    ledgerEntries(first: $first, after: $after, filter: $filter) { nodes { id } } }`,
  key: 'query ($key: String!) { idempotencyKey(key: $key) { state } }',
  quote: 'query ($input: QuoteInput!) { quote(input: $input) { netPrice { amount } } }',
  create: 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { replayed } }',
  endpoint:
    'mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { endpoint { id } } }',
  endpointChange:
    'mutation ($input: UpdateWebhookEndpointInput!) { updateWebhookEndpoint(input: $input) { endpoint { id } } }',
  deliveries: `query ($first: Int!, $after: String, $filter: DeliveryFilter) {
    deliveries(first: $first, after: $after, filter: $filter) { nodes { id } } }`,
  rotation:
    'mutation ($id: ID!, $overlapHours: Int!) { rotateWebhookSecret(id: $id, overlapHours: $overlapHours) { publicKey } }',
  test: 'mutation ($id: ID!, $bad: Boolean!) { sendTestEvent(endpointId: $id, badSignature: $bad) { ok } }',
} as const;

export type Name = keyof typeof DOCUMENTS;

/** An endpoint that there is not. */
const ENDPOINT_ID = 'whe_00000000000000000000000000';

const ordered = { packageId: JP, partnerOrderId: 'p1' };

/** Variables that are right, to which each row brings one that is not. */
export const RIGHT: Readonly<Record<Name, Readonly<Record<string, unknown>>>> = {
  packages: { first: 5, sort: 'NAME_ASC' },
  package: { id: JP },
  catalogue: {},
  changes: { since: 'catalogue-1' },
  order: { by: { partnerOrderId: 'p1' } },
  orders: { first: 5 },
  entries: { first: 5 },
  key: { key: 'k' },
  quote: { input: ordered },
  create: { input: ordered },
  endpoint: { input: { url: 'https://shop.example/', eventTypes: ['*'] } },
  endpointChange: { input: { id: ENDPOINT_ID } },
  deliveries: { first: 5 },
  rotation: { id: ENDPOINT_ID, overlapHours: 1 },
  test: { id: ENDPOINT_ID, bad: true },
};

/** What is wrong, the field that the refusal names, and its bound. */
type Row = readonly [
  names: Name | readonly Name[],
  variables: Record<string, unknown>,
  field: string,
  bound: string | RegExp,
];

const A = (length: number): string => 'a'.repeat(length);
const CONTROL = 'line\u0000break';
const SURROGATE = 'half \ud800 a pair';
const PAGED = ['packages', 'orders', 'entries'] as const;
const ORDERING = ['quote', 'create'] as const;
const TEXT_64 = '1 to 64 characters without control characters';
const A_CURSOR = 'a cursor that a page of this sort gave';
const MB = '0 to 1048576';
const REFERENCE = /^1 to 128 of A–Z/;
const PACKAGE_ID = /^1 to 80 of a–z 0–9 -/;
const CURRENCY = 'an ISO 4217 code that the server knows';
const price = (amount: unknown, currency: unknown = 'USD') => ({
  input: { ...ordered, expectedNetPrice: { amount, currency } },
});
const netPrice = (range: object) => ({ filter: { netPrice: { currency: 'USD', ...range } } });

const each = (
  name: Row[0],
  values: readonly unknown[],
  into: (value: unknown) => Record<string, unknown>,
  field: string,
  bound: Row[3],
): Row[] => values.map((value) => [name, into(value), field, bound]);

const ROWS: readonly Row[] = [
  ...each(PAGED, [0, 201, -1, -2_147_483_648], (first) => ({ first }), 'first', '1 to 200'),
  ...each(PAGED, [2_147_483_648, 1.5, '5', true, [5, 6], {}], (first) => ({ first }), 'first', 'a value of type Int!'),
  ...each(PAGED, [null], (first) => ({ first }), 'first', 'required: Int!'),
  ...each(
    PAGED,
    ['nonsense', '', 'W10', A(512), A(513), CONTROL, SURROGATE, '%00'],
    (after) => ({ after }),
    'after',
    A_CURSOR,
  ),
  ...each(PAGED, [5, {}, ['x']], (after) => ({ after }), 'after', 'a value of type String'),
  ...each('packages', ['SIDEWAYS', 'name_asc', 5], (sort) => ({ sort }), 'sort', /^one of NAME_ASC, NET_PRICE_ASC/),
  ...each('packages', [null], (sort) => ({ sort }), 'sort', 'required: PackageSort!'),
  ...each(
    'packages',
    ['jp', 'JPN', 'J', '', 'J\n'],
    (iso2) => ({ filter: { iso2 } }),
    'filter.iso2',
    /^an ISO 3166-1 alpha-2 code/,
  ),
  ...each('packages', ['', A(65), CONTROL, SURROGATE], (region) => ({ filter: { region } }), 'filter.region', TEXT_64),
  ...each('packages', ['', A(65), CONTROL, '\u009f'], (text) => ({ filter: { text } }), 'filter.text', TEXT_64),
  ...each(
    'packages',
    ['PLANET', 'country'],
    (coverageType) => ({ filter: { coverageType } }),
    'filter.coverageType',
    'one of COUNTRY, REGION, GLOBAL',
  ),
  ...each('packages', ['SOLD_OUT'], (status) => ({ filter: { status } }), 'filter.status', 'one of ACTIVE, LIMITED'),
  ...each('packages', [-1, 1_048_577], (min) => ({ filter: { dataMb: { min } } }), 'filter.dataMb.min', MB),
  ...each('packages', [-1, 1_048_577], (max) => ({ filter: { validityDays: { max } } }), 'filter.validityDays.max', MB),
  ['packages', { filter: { dataMb: { min: 2, max: 1 } } }, 'filter.dataMb', 'min not above max'],
  ['packages', { filter: { validityDays: { min: 2, max: 1 } } }, 'filter.validityDays', 'min not above max'],
  ['packages', netPrice({ min: '2.00', max: '1.99' }), 'filter.netPrice', 'min not above max'],
  ['packages', netPrice({ currency: 'XXX' }), 'filter.netPrice.currency', CURRENCY],
  ['packages', netPrice({ currency: 'usd' }), 'filter.netPrice.currency', CURRENCY],
  ['packages', netPrice({ currency: '__proto__' }), 'filter.netPrice.currency', CURRENCY],
  ['packages', netPrice({ min: '1.234' }), 'filter.netPrice.min', 'a decimal number with at most 2 decimals for USD'],
  [
    'packages',
    netPrice({ currency: 'JPY', max: '1.5' }),
    'filter.netPrice.max',
    'a decimal number with at most 0 decimals for JPY',
  ],
  ...each(
    'packages',
    ['1,5', '1e3', ' 1', '', '.5', '5.', '0x1', '99999999999999', 1.5, 5],
    (min) => netPrice({ min }),
    'filter.netPrice.min',
    'a value of type Decimal',
  ),
  ...each('packages', [5, 'x'], (filter) => ({ filter }), 'filter', /^an object with only the fields iso2/),
  ['packages', { filter: { nothing: 1 } }, 'filter.nothing', /^an unknown field\. The fields are iso2/],
  ...each(
    ['packages', 'package', 'catalogue'],
    ['', A(65), CONTROL, SURROGATE],
    (version) => ({ version }),
    'version',
    TEXT_64,
  ),
  ...each('package', ['', 'UPPER', '../x', A(81), 'ü', '-a', 'a b'], (id) => ({ id }), 'id', PACKAGE_ID),
  ...each('changes', ['', A(65), CONTROL], (since) => ({ since }), 'since', TEXT_64),
  ...each('changes', ['', A(65), CONTROL], (until) => ({ until }), 'until', TEXT_64),
  ...each(
    'order',
    [{}, { id: 'ord_x', partnerOrderId: 'p1' }, 5],
    (by) => ({ by }),
    'by',
    'exactly one of id, partnerOrderId',
  ),
  ['order', { by: { id: null } }, 'by.id', 'a value of type ID'],
  ...each('order', [undefined, null], (by) => ({ by }), 'by', 'required: OrderBy!'),
  ...each(
    'order',
    ['', 'ord_x', `ord_${A(27)}`, `ord_${A(25)}A`, `ORD_${A(26)}`],
    (id) => ({ by: { id } }),
    'by.id',
    'an order id, ord_ and 26 characters',
  ),
  ...each(
    'order',
    ['', A(129), 'a b', '-a', 'ü', CONTROL],
    (partnerOrderId) => ({ by: { partnerOrderId } }),
    'by.partnerOrderId',
    REFERENCE,
  ),
  ...each(
    'orders',
    [['GONE'], ['esim_ready']],
    (status) => ({ filter: { status } }),
    'filter.status.0',
    /^one of CREATED, RESERVED/,
  ),
  ['orders', { filter: { status: 'GONE' } }, 'filter.status', 'a value of type [OrderStatus!]'],
  ['orders', { filter: { status: Array(9).fill('FAILED') } }, 'filter.status', 'at most 8 of them'],
  ...each('orders', ['', 'UPPER', A(81)], (packageId) => ({ filter: { packageId } }), 'filter.packageId', PACKAGE_ID),
  ...each(
    'orders',
    ['', A(256), CONTROL],
    (customerReference) => ({ filter: { customerReference } }),
    'filter.customerReference',
    /^1 to 255 characters/,
  ),
  ...each(
    'entries',
    [['GIFT'], ['reserve']],
    (type) => ({ filter: { type } }),
    'filter.type.0',
    /^one of RESERVE, CAPTURE/,
  ),
  ['entries', { filter: { type: 'reserve' } }, 'filter.type', 'a value of type [LedgerEntryType!]'],
  ['entries', { filter: { type: Array(7).fill('CREDIT') } }, 'filter.type', 'at most 6 of them'],
  ...each('entries', ['', 'ord_x'], (orderId) => ({ filter: { orderId } }), 'filter.orderId', /^an order id/),
  ...each(
    ['orders', 'entries'],
    [
      'yesterday',
      '',
      '2026-11-24',
      '2026-11-24T09:00:00',
      '2026-13-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-11-24T25:00:00Z',
      '2026-11-24T09:00:00+99:00',
      5,
    ],
    (createdFrom) => ({ filter: { createdFrom } }),
    'filter.createdFrom',
    'a value of type DateTime',
  ),
  [
    ['orders', 'entries'],
    { filter: { createdFrom: '2026-11-25T00:00:00Z', createdBefore: '2026-11-24T00:00:00Z' } },
    'filter.createdFrom',
    'not after createdBefore',
  ],
  ...each('key', ['', A(256), 'clé', CONTROL], (key) => ({ key }), 'key', '1 to 255 printable ASCII characters'),
  ...each(
    ORDERING,
    ['', 'UPPER', A(81), 'a/b'],
    (packageId) => ({ input: { ...ordered, packageId } }),
    'input.packageId',
    PACKAGE_ID,
  ),
  ...each(
    ORDERING,
    ['', A(129), 'a b', '.a', 'ü', CONTROL],
    (partnerOrderId) => ({ input: { ...ordered, partnerOrderId } }),
    'input.partnerOrderId',
    REFERENCE,
  ),
  ...each(
    ORDERING,
    ['', A(256), CONTROL, SURROGATE, 'a\u2028\nb'],
    (customerReference) => ({ input: { ...ordered, customerReference } }),
    'input.customerReference',
    /^1 to 255 characters/,
  ),
  ...each(
    ORDERING,
    ['', A(65), CONTROL],
    (catalogueVersion) => ({ input: { ...ordered, catalogueVersion } }),
    'input.catalogueVersion',
    TEXT_64,
  ),
  ...each(
    ORDERING,
    ['1.234', '-1.999'],
    (amount) => price(amount),
    'input.expectedNetPrice.amount',
    'a decimal number with at most 2 decimals for USD',
  ),
  ...each(
    ORDERING,
    ['4.00 ', '4,00', 4, null],
    (amount) => price(amount),
    'input.expectedNetPrice.amount',
    'a value of type Decimal!',
  ),
  [ORDERING, price('9999999999999.999', 'BHD'), 'input.expectedNetPrice.amount', 'at most 1000000000000.000'],
  ...each(
    ORDERING,
    ['XXX', 'usd', '', 'constructor'],
    (currency) => price('4.00', currency),
    'input.expectedNetPrice.currency',
    CURRENCY,
  ),
  [ORDERING, { input: { packageId: JP } }, 'input.partnerOrderId', 'required: String!'],
  [
    ORDERING,
    { input: { ...ordered, quantity: 500 } },
    'input.quantity',
    /^an unknown field\. The fields are packageId/,
  ],
  [
    ORDERING,
    { input: { ...ordered, partnerOrderID: 'p1' } },
    'input.partnerOrderID',
    /^an unknown field: did you mean partnerOrderId\? The fields are packageId/,
  ],
  [
    ORDERING,
    { input: JSON.parse(`{"packageId":"${JP}","partnerOrderId":"p1","__proto__":{"x":1}}`) },
    'input.__proto__',
    /^an unknown field/,
  ],
];

/** A case for each document of each row. */
export const CASES = ROWS.flatMap(([names, variables, field, bound]) =>
  [names].flat().map((name) => [name, JSON.stringify(variables).slice(0, 80), field, bound, variables] as const),
);
