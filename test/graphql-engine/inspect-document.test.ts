import type { GraphQLSchema } from 'graphql';
import { inspectDocument } from '../../src/graphql/engine/inspect-document.ts';
import { DEFAULT_LIMITS } from '../../src/graphql/engine/limits.ts';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildPartnerSchema();
});

const inspect = (text: string) => inspectDocument(schema, DEFAULT_LIMITS, text);

test('a document that can run is told by its name, its type and the scopes that it needs', () => {
  const text = 'query Support { viewer { mode } order(by: { id: "x" }) { id ledgerEntries { id } } }';
  expect(inspect(text)).toEqual({
    name: 'Support',
    operationType: 'query',
    scopes: ['ledger:read', 'orders:read'],
    refusal: null,
  });
  expect(inspect('{ viewer { mode } }')).toMatchObject({ name: null, scopes: [], refusal: null });
});

test.each([
  ['what is no GraphQL', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
  ['a field that the schema has not', '{ secrets }', 'GRAPHQL_VALIDATION_FAILED'],
  ['two operations', 'query A { viewer { mode } } query B { viewer { mode } }', 'BAD_REQUEST'],
  ['fragments alone', 'fragment F on Viewer { mode }', 'GRAPHQL_VALIDATION_FAILED'],
  ['an operation with too many fields at its root', `{ ${'viewer { mode } '.repeat(11)} }`, 'OPERATION_TOO_LARGE'],
  ['more tokens than an operation may have', `{ viewer { ${'mode '.repeat(2_001)} } }`, 'OPERATION_TOO_LARGE'],
])('%s cannot run: %s', (_, text, code) => {
  expect(inspect(text)).toMatchObject({ name: null, scopes: [], refusal: { code } });
});
