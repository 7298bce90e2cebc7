import { keepInvariants } from '../support/after-each.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { type Case, expectRefused } from './refused.ts';

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  token = await api.credential(await seedPartner(api.house));
});
afterAll(() => api.close());
keepInvariants(() => api);

const VIEWER = '{ viewer { mode } }';

const query = (text: string, operationName?: string) => () =>
  api.ask(token, text, operationName === undefined ? {} : { operationName });

const repeat = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');

const nested = (depth: number, field: string, leaf: string): string =>
  `${`${field} { `.repeat(depth)}${leaf}${' }'.repeat(depth)}`;

/** Fragments of which each spreads the next one twice. */
const doubling = (count: number): string =>
  repeat(count, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);

const tooLarge = (what: string, limit: number) => ({ what, limit });

const DOCUMENTS: readonly Case[] = [
  ['a document that is no GraphQL', query('insert into orders'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['a string that does not end', query('{ order(by: { id: "'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['control characters', query('{ viewer \u0000 }'), 400, 'GRAPHQL_PARSE_FAILED'],
  [
    'ten thousand aliases',
    query(`{ ${repeat(10_000, (n) => `a${n}: viewer { mode }`)} }`),
    400,
    'OPERATION_TOO_LARGE',
    tooLarge('tokens', 2_000),
  ],
  [
    '31 aliases',
    query(`{ viewer { ${repeat(31, (n) => `a${n}: mode`)} } }`),
    400,
    'OPERATION_TOO_LARGE',
    tooLarge('aliases', 30),
  ],
  [
    'eleven root fields',
    query(`{ ${repeat(11, () => VIEWER.slice(1, -1))} }`),
    400,
    'OPERATION_TOO_LARGE',
    tooLarge('rootFields', 10),
  ],
  [
    'a document 200 deep',
    query(`{ ${nested(200, 'viewer', 'mode')} }`),
    400,
    'OPERATION_TOO_LARGE',
    tooLarge('depth', 12),
  ],
  [
    'fragments 200 deep',
    query(
      `{ ...F0 } ${repeat(200, (n) => `fragment F${n} on Query { viewer { ...F${n + 1} } }`)} fragment F200 on Query { viewer { mode } }`,
    ),
    400,
    'OPERATION_TOO_LARGE',
  ],
  [
    'fragments that double',
    query(`{ ...F0 } ${doubling(60)} fragment F60 on Query { viewer { mode } }`),
    400,
    'OPERATION_TOO_LARGE',
  ],
  [
    'circular fragments',
    query('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a fragment that spreads itself',
    query('{ viewer { ...A } } fragment A on Viewer { mode ...A }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a hundred directives',
    query(`{ viewer ${'@include(if: true) '.repeat(100)} { mode } }`),
    400,
    'OPERATION_TOO_LARGE',
    tooLarge('directives', 50),
  ],
  [
    'unknown directives',
    query('{ viewer @aa @bb @cc { mode } }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
    { why: 'Unknown directive "@aa".' },
  ],
  ['a field two thousand times', query(`{ viewer { ${'mode '.repeat(1_990)} } }`), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a page that costs too much',
    query(`{ ${repeat(9, (n) => `o${n}: orders(first: 200) { nodes { package { msrp { amount } } } }`)} }`),
    400,
    'OPERATION_TOO_LARGE',
    tooLarge('cost', 5_000),
  ],
  [
    'an unknown field',
    query('{ viewer { modes } }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
    { why: 'Cannot query field "modes" on type "Viewer".' },
  ],
  [
    'an unknown root field',
    query('{ orderz { id } }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
    { why: 'Cannot query field "orderz" on type "Query".' },
  ],
  ['an unknown argument', query('{ orders(frist: 5) { nodes { id } } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['an unknown type', query('query ($a: Ordr) { viewer { mode } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'an unknown value',
    query('{ packages(sort: NAME_ACS) { nodes { packageId } } }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
    { why: 'A value does not fit the type PackageSort.' },
  ],
  ['an operation that is not there', query('query A { viewer { mode } }', 'B'), 400, 'BAD_REQUEST'],
  ['two operations and no name', query(`query A ${VIEWER} query B ${VIEWER}`), 400, 'BAD_REQUEST'],
  ['a document without an operation', query('fragment A on Viewer { mode }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a subscription', query('subscription { orders { id } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a type definition', query('type Query { a: String }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'introspection in circles',
    query(`{ __schema { types ${'{ fields { type '.repeat(4)} { name } ${'} }'.repeat(4)} } }`),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['stream and defer', query('{ viewer { ... @defer { mode } } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
];

describe('gets a coded refusal and one log line, nothing of our inside, and the next request is answered:', () => {
  test.each(DOCUMENTS.map(([what, ...rest]) => [what, rest] as const))('%s', async (_what, refused) => {
    await expectRefused(api, token, refused);
  });
});
