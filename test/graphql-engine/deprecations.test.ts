import { buildSchema, parse } from 'graphql';
import { Deprecations } from '../../src/graphql/engine/deprecations.ts';
import { printPartnerSchema } from '../../src/graphql/engine/print-schema.ts';
import { deprecated, readDeprecation } from '../../src/kernel/deprecation.ts';

const REASON = deprecated({ use: '`other`', since: '2026-01-01', goneAfter: '2027-01-31' });
const OLD = `@deprecated(reason: "${REASON}")`;

const deprecations = new Deprecations(
  buildSchema(`
    enum Colour { RED OLD_BLUE ${OLD} }
    input Inner { size: Int oldSize: Int ${OLD} colours: [Colour!] }
    input Outer { inner: [Inner!] next: Outer }
    input Plain { size: Int }
    type Thing { id: ID! name: String oldName: String ${OLD} next: Thing }
    type Query {
      thing(outer: Outer, plain: Plain, colour: Colour, oldWay: Int ${OLD}): Thing
      oldThing: Thing ${OLD}
    }`),
);

const used = (text: string, variables: Readonly<Record<string, unknown>> = {}, name?: string): readonly string[] => {
  const document = parse(text);
  const operation = document.definitions.find(
    (node) => node.kind === 'OperationDefinition' && (name === undefined || node.name?.value === name),
  );
  if (operation?.kind !== 'OperationDefinition') throw new Error('there is an operation');
  return deprecations.used(deprecations.of(document, operation), variables).map(({ element }) => element);
};

test.each<readonly [string, string, readonly string[]]>([
  ['nothing', '{ thing(plain: { size: 1 }) { id name } }', []],
  ['a field, whatever its alias', '{ a: oldThing { b: oldName } }', ['Query.oldThing', 'Thing.oldName']],
  [
    'a field in a fragment',
    '{ thing { ...F } } fragment F on Thing { next { ... on Thing { oldName } } }',
    ['Thing.oldName'],
  ],
  ['an argument', '{ thing(oldWay: 1) { id } }', ['Query.thing(oldWay:)']],
  ['an input field below lists', '{ thing(outer: { next: { inner: [{ oldSize: 1 }] } }) { id } }', ['Inner.oldSize']],
  ['an enum value', '{ thing(colour: OLD_BLUE) { id } }', ['Colour.OLD_BLUE']],
  ['a default of a variable', 'query ($c: Colour = OLD_BLUE) { thing(colour: $c) { id } }', ['Colour.OLD_BLUE']],
  ['a field that a directive skips', '{ thing { oldName @skip(if: true) } }', ['Thing.oldName']],
])('a document uses %s', (_, text, elements) => {
  expect(used(text)).toEqual(elements);
});

const VARIABLES =
  'query ($outer: Outer, $colours: Colour, $plain: Plain) { thing(outer: $outer, colour: $colours, plain: $plain) { id } }';

test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['nothing', { outer: { inner: [{ size: 1, colours: ['RED'] }] }, plain: { size: 1 } }, []],
  ['an input field', { outer: { inner: [{ size: 1 }, { oldSize: null }] } }, ['Inner.oldSize']],
  ['an input field where one stands for a list of one', { outer: { inner: { oldSize: 1 } } }, ['Inner.oldSize']],
  [
    'enum values',
    { outer: { next: { inner: [{ colours: ['OLD_BLUE'] }] } }, colours: 'OLD_BLUE' },
    ['Colour.OLD_BLUE'],
  ],
  ['nothing that fits', { outer: 7, colours: { OLD_BLUE: 1 }, plain: [null, 'x'] }, []],
  ['names that every object has', { outer: { constructor: 1, inner: [{ __proto__: { oldSize: 1 } }] } }, []],
])('variables hold %s', (_, variables, elements) => {
  expect(used(VARIABLES, variables)).toEqual(elements);
});

test('a variable that is nested deeper than its type is left to those who refuse it', () => {
  const outer: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  expect(used(VARIABLES, { outer })).toEqual([]);
});

test('a document of several operations is counted by the one that runs', () => {
  const text = 'query Old { ...F } query New { thing { id } } fragment F on Query { oldThing { id } }';
  expect(used(text, {}, 'Old')).toEqual(['Query.oldThing']);
  expect(used(text, {}, 'New')).toEqual([]);
});

test('all of them are known by their coordinates, with replacement and days', () => {
  expect(deprecations.all.map(({ element }) => element)).toEqual([
    'Colour.OLD_BLUE',
    'Inner.oldSize',
    'Query.oldThing',
    'Query.thing(oldWay:)',
    'Thing.oldName',
  ]);
  expect(deprecations.all[0]).toMatchObject({ use: '`other`', since: '2026-01-01', goneAfter: '2027-01-31' });
});

test('a reason in another form keeps the server from starting', () => {
  const free = buildSchema('type Query { a: Int @deprecated(reason: "Do not use it.") b: Int }');
  expect(() => new Deprecations(free)).toThrow('Query.a is deprecated in another form');
});

test.each(['2026-13-01', '2026-02-30', '26-02-01'])('%s is no day', (day) => {
  expect(readDeprecation(REASON.replace('2026-01-01', day))).toBeNull();
});

test('a field that needs a scope is printed with both: the scope, and that it is deprecated', () => {
  const guarded = buildSchema(`type Query { old: Int ${OLD} other: Int }`);
  const old = guarded.getQueryType()?.getFields().old;
  if (!old) throw new Error('there is an old field');
  old.extensions = { scope: 'orders:read' };
  expect(printPartnerSchema(guarded)).toContain(`old: Int ${OLD} @requiresScopes(scopes: [["orders:read"]])`);
});
