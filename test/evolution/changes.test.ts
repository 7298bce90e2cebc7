import { buildSchema } from 'graphql';
import { printChangelog } from '../../src/graphql/evolution/changelog.ts';
import { changesBetween } from '../../src/graphql/evolution/changes.ts';
import type { Contract, JsonSchema } from '../../src/graphql/evolution/contract.ts';
import { schemaChanges } from '../../src/graphql/evolution/schema-changes.ts';

const DIRECTIVE = 'directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION\n';

const BASE = `
  enum Answered { A B }
  enum Asked { A B }
  input Filter { asked: Asked size: Int }
  type Thing { id: ID! answered: Answered name: String }
  type Other { id: ID! }
  union Found = Thing | Other
  type Query { thing(filter: Filter, first: Int = 50): Thing found: Found }`;

/** The changes of an edit, as `kind element`. */
const kindsAfter = async (what: string, instead: string): Promise<readonly string[]> => {
  const edited = BASE.replace(what, instead);
  if (edited === BASE) throw new Error(`there is no ${what}`);
  const changes = await schemaChanges(buildSchema(DIRECTIVE + BASE), buildSchema(DIRECTIVE + edited));
  return changes.map(({ kind, element }) => `${kind} ${element}`);
};

test.each<readonly [string, string, string, readonly string[]]>([
  ['a new field is added', 'name: String', 'name: String more(of: Int): Int', ['added Thing.more']],
  [
    'a new type is told of once',
    'name: String',
    'name: New } type New { a(b: Int): Int',
    ['added New', 'breaking Thing.name'],
  ],
  ['a removed field breaks', ' name: String', '', ['breaking Thing.name']],
  ['an optional argument is added', 'first:', 'more: Int, first:', ['added Query.thing(more:)']],
  ['a required argument breaks', 'first:', 'more: Int!, first:', ['breaking Query.thing(more:)']],
  ['a removed argument breaks', 'filter: Filter, ', '', ['breaking Query.thing(filter:)']],
  ['another default breaks', '= 50', '= 20', ['breaking Query.thing(first:)']],
  ['an optional input field is added', 'size: Int', 'size: Int more: Int', ['added Filter.more']],
  ['a required input field breaks', 'size: Int', 'size: Int more: Int!', ['breaking Filter.more']],
  ['a field that may be null breaks', 'id: ID! answered', 'id: ID answered', ['breaking Thing.id']],
  ['a field that is always there changes', 'name: String', 'name: String!', ['changed Thing.name']],
  ['a value that answers may hold is dangerous', 'Answered { A B', 'Answered { A B C', ['dangerous Answered.C']],
  ['a value that is only asked with is added', 'Asked { A B', 'Asked { A B C', ['added Asked.C']],
  ['a removed value breaks', 'Asked { A B', 'Asked { A', ['breaking Asked.B']],
  [
    'one more member of a union is dangerous',
    '= Thing | Other',
    '= Thing | Other | More type More { a: Int }',
    ['added More', 'dangerous Found'],
  ],
  ['a member less breaks', '= Thing | Other', '= Thing', ['breaking Found']],
  [
    'a scope that is asked for breaks',
    'name: String',
    'name: String @requiresScopes(scopes: [["ledger:read"]])',
    ['breaking Thing.name'],
  ],
  ['an input of which exactly one is given breaks', 'input Filter {', 'input Filter @oneOf {', ['breaking Filter']],
])('%s', async (_, what, instead, kinds) => {
  expect([...(await kindsAfter(what, instead))].sort()).toEqual(kinds);
});

test('a scope that is not asked for any more breaks nothing, one in place of another does', async () => {
  const needing = (scope: string) =>
    buildSchema(`${DIRECTIVE} type Query { a: Int @requiresScopes(scopes: [["${scope}"]]) }`);
  const open = buildSchema(`${DIRECTIVE} type Query { a: Int }`);
  expect(await schemaChanges(needing('one'), open)).toMatchObject([{ kind: 'changed', element: 'Query.a' }]);
  expect(await schemaChanges(needing('one'), needing('two'))).toMatchObject([{ kind: 'breaking', element: 'Query.a' }]);
});

const body = (properties: Readonly<Record<string, JsonSchema>>, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  required,
  properties: { data: { type: 'object', properties, required } },
});

const words = (...values: readonly string[]): JsonSchema => ({
  anyOf: values.map((value) => ({ const: value, type: 'string' })),
});

const contract = (change: Partial<Contract>): Contract => ({
  schema: buildSchema('type Query { a: Int }'),
  codes: { GONE: { http: 410, retry: 'never', next: 'Stop.' } },
  scopes: ['orders:read'],
  events: { 'order.done': body({ mode: words('live', 'sandbox'), price: body({ amount: { type: 'string' } }) }) },
  ...change,
});

const changed = async (change: Partial<Contract>): Promise<readonly string[]> =>
  (await changesBetween(contract({}), contract(change))).map(({ kind, element }) => `${kind} ${element}`);

const PRICE = body({ amount: { type: 'string' } });
const MODE = words('live', 'sandbox');

test('what passes by itself goes on doing so; a release that did not say it yet promised nothing', async () => {
  const gone = (isTransient?: boolean) =>
    contract({
      codes: { GONE: { http: 410, retry: 'never', next: 'Stop.', ...(isTransient !== undefined && { isTransient }) } },
    });
  expect(await changesBetween(gone(true), gone(false))).toMatchObject([{ kind: 'breaking', element: 'code GONE' }]);
  expect(await changesBetween(gone(), gone(false))).toEqual([]);
});

test.each<readonly [string, Partial<Contract>, readonly string[]]>([
  [
    'a code is added',
    { codes: { ...contract({}).codes, NEW: { http: 400, retry: 'never', next: 'Go.' } } },
    ['added code NEW'],
  ],
  ['a removed code breaks', { codes: {} }, ['breaking code GONE']],
  ['another retry breaks', { codes: { GONE: { http: 410, retry: 'later', next: 'Stop.' } } }, ['breaking code GONE']],
  ['another status breaks', { codes: { GONE: { http: 404, retry: 'never', next: 'Stop.' } } }, ['breaking code GONE']],
  ['other words do not', { codes: { GONE: { http: 410, retry: 'never', next: 'Stop now.' } } }, []],
  ['a removed scope breaks', { scopes: [] }, ['breaking scope orders:read']],
  ['a scope is added', { scopes: ['orders:read', 'new'] }, ['added scope new']],
  ['a removed event type breaks', { events: {} }, ['breaking event order.done']],
  [
    'a removed payload field breaks',
    { events: { 'order.done': body({ price: PRICE }) } },
    ['breaking event order.done data.mode'],
  ],
  [
    'a payload field that may be missing breaks',
    { events: { 'order.done': body({ mode: MODE, price: PRICE }, ['price']) } },
    ['breaking event order.done data.mode'],
  ],
  [
    'a payload field of another type breaks',
    { events: { 'order.done': body({ mode: MODE, price: { type: 'string' } }) } },
    ['breaking event order.done data.price.data', 'breaking event order.done data.price'],
  ],
  [
    'a payload field that may be null breaks',
    { events: { 'order.done': body({ mode: { anyOf: [...(MODE.anyOf ?? []), { type: 'null' }] }, price: PRICE }) } },
    ['breaking event order.done data.mode'],
  ],
  [
    'one more value in a payload is dangerous',
    { events: { 'order.done': body({ mode: words('live', 'sandbox', 'test'), price: PRICE }) } },
    ['dangerous event order.done data.mode'],
  ],
  [
    'a payload field is added',
    { events: { 'order.done': body({ mode: MODE, price: PRICE, more: { type: 'string' } }) } },
    ['added event order.done data.more'],
  ],
])('%s', async (_, change, kinds) => {
  expect(await changed(change)).toEqual(kinds);
});

const deprecatedA = (goneAfter: string) =>
  contract({
    schema: buildSchema(
      `type Query { b: Int a: Int @deprecated(reason: "Use \`b\`. Deprecated since 2026-01-01, gone after ${goneAfter}.") }`,
    ),
  });

test('a removal that is moved nearer breaks, and one that is moved away is told of', async () => {
  const kinds = async (from: string, to: string) =>
    (await changesBetween(deprecatedA(from), deprecatedA(to))).map(({ kind }) => kind);
  expect(await kinds('2027-06-01', '2027-05-01')).toEqual(['breaking']);
  expect(await kinds('2027-06-01', '2027-07-01')).toEqual(['deprecated']);
  expect(await kinds('2027-06-01', '2027-06-01')).toEqual([]);
});

test('what is deprecated no more, and another thing to use in its place, are told of', async () => {
  const schema = (reason: string) => contract({ schema: buildSchema(`type Query { b: Int c: Int a: Int ${reason} }`) });
  const use = (name: string) =>
    schema(`@deprecated(reason: "Use \`${name}\`. Deprecated since 2026-01-01, gone after 2027-06-01.")`);
  const said = async (next: Contract) => (await changesBetween(use('b'), next)).map(({ kind, say }) => [kind, say]);
  expect(await said(schema(''))).toEqual([['changed', '`Query.a` is deprecated no more.']]);
  expect(await said(use('c'))).toEqual([['changed', '`Query.a`: use `c`, in place of `b`.']]);
});

test('the changelog has each version against the one before it, newest first, and what is not released', async () => {
  const releases = [
    { version: '1.1.0', date: '2026-02-01', contract: deprecatedA('2027-06-01') },
    { version: '1.0.0', date: '2026-01-01', contract: contract({}) },
  ];
  const text = await printChangelog(contract({ schema: buildSchema('type Query { b: Int }') }), releases);
  expect(text.slice(text.indexOf('\n## '))).toBe(`
## Unreleased

### Removed after notice

- \`Query.a\` was removed.

## 1.1.0 (2026-02-01)

### Deprecated

- \`Query.a\` is deprecated since 2026-01-01 and may go after 2027-06-01. Use \`b\`.

### Added

- \`Query.b\`

## 1.0.0 (2026-01-01)

The first release: 1 queries, 0 mutations, 1 object types, 0 enums, 1 scopes, 1 codes and 1 types of events.
`);
});
