import { fileNameComplaints, useCaseComplaints, wordComplaints } from './name-rules.ts';
import { docstringComplaints, lengthComplaints, markComplaints, syntaxComplaints } from './shape-rules.ts';
import { parseSource, type SourceFile } from './source-file.ts';

type Rule = (files: readonly SourceFile[]) => string[];

const complaintsOf = (rule: Rule, path: string, text = '') => rule([parseSource(path, text)]);

test('a file of 301 lines is too long, one of 300 is not', () => {
  expect(complaintsOf(lengthComplaints, 'src/kernel/a.ts', '\n'.repeat(300))).toEqual([]);
  expect(complaintsOf(lengthComplaints, 'src/kernel/a.ts', '\n'.repeat(301))).toEqual([
    expect.stringContaining('has 301 lines: split it'),
  ]);
});

describe("a file's name", () => {
  test.each([
    ['src/kernel/stateMachine.ts', 'kebab-case'],
    ['src/domains/Orders/orders.ts', 'kebab-case'],
    ['src/domains/orders/order.model.ts', '.model.ts is no role'],
    ['src/kernel/money.test.ts', '.test.ts is no role'],
    ['src/domains/orders/order.entity.old.ts', 'one role at most'],
    ['src/views/order.entity.ts', 'belongs in src/domains or src/records'],
    ['src/http/order.resolver.ts', 'belongs in src/graphql'],
  ])('%s is refused: %s', (path, say) => {
    expect(complaintsOf(fileNameComplaints, path)).toEqual([expect.stringContaining(say)]);
  });

  test.each([
    ['src/domains/orders/orders.ts', 'export const OrderEntity = defineEntity({});', '.entity.ts'],
    ['src/graphql/order.ts', '@ObjectType() class A {}', '.type.ts'],
    ['src/graphql/order.type.ts', '@InputType() class A {}', '.input.ts'],
    ['src/graphql/order.ts', '@Resolver() class A {}', '.resolver.ts'],
  ])('%s says what it holds: %s makes it %s', (path, text, say) => {
    expect(complaintsOf(fileNameComplaints, path, text)).toEqual([expect.stringContaining(say)]);
  });

  test.each([
    'src/domains/orders/order.entity.ts',
    'src/graphql/inputs/page.args.ts',
    'src/orm.config.ts',
    'test/db/schema-drift.test.ts',
    'migrations/migration-20261124000000-foundation.ts',
  ])('%s is right', (path) => {
    expect(complaintsOf(fileNameComplaints, path)).toEqual([]);
  });
});

describe('a name that holds anything', () => {
  test.each([
    'const orderUtils = 1;',
    'const work = (helpers: unknown) => helpers;',
    'const { a: shared } = b;',
    'function commonParts() {}',
    'class OrderManager {}',
    'class A { miscItems = 1; }',
    'interface SharedState { a: string }',
    'type Helper = string;',
  ])('is refused: %s', (text) => {
    expect(complaintsOf(wordComplaints, 'src/kernel/a.ts', text)).toEqual([
      expect.stringContaining('name it by what it does'),
    ]);
  });

  test.each(['src/kernel/utils.ts', 'src/common/a.ts', 'test/helpers/a.ts'])('is refused in a path: %s', (path) => {
    expect(complaintsOf(wordComplaints, path)).toHaveLength(1);
  });

  test.each([
    "import type { EntityManager } from '@mikro-orm/postgresql';",
    'const f = (em: EntityManager) => em.shared;',
    'const uncommon = name.common;',
  ])('is not ours to refuse where another gave it: %s', (text) => {
    expect(complaintsOf(wordComplaints, 'src/kernel/a.ts', text)).toEqual([]);
  });
});

test('a use-case is exported under the name of its file', () => {
  const text = "export const placeOrder = useCase('order.place', work);";
  expect(complaintsOf(useCaseComplaints, 'src/use-cases/place-order.ts', text)).toEqual([]);
  expect(complaintsOf(useCaseComplaints, 'src/use-cases/orders.ts', text)).toEqual([
    expect.stringContaining('exports no orders'),
  ]);
});

test.each([
  '// TODO later',
  '/* FIXME */',
  '/** HACK */',
  'call(); // XXX',
  '// @ts-ignore',
  '// @ts-nocheck',
  '// biome-ignore lint: no',
])('a mark is refused: %s', (text) => {
  expect(complaintsOf(markComplaints, 'src/kernel/a.ts', `\n${text}`)).toEqual([
    expect.stringMatching(/^src\/kernel\/a\.ts:2 /),
  ]);
});

test('a word that is data and no comment is no mark', () => {
  expect(complaintsOf(markComplaints, 'test/a.test.ts', 'expect(text).not.toMatch(/TODO|FIXME/);')).toEqual([]);
});

test.each([
  ['let a: any;', 'src/kernel/a.ts'],
  ['type A = Record<string, any>;', 'test/a.test.ts'],
  ['enum A { B }', 'src/kernel/a.ts'],
  ['@Entity() class A {}', 'src/domains/orders/order.entity.ts'],
])('%s is refused in %s', (text, path) => {
  expect(complaintsOf(syntaxComplaints, path, text)).toHaveLength(1);
});

test.each([
  ["let a: 'any';", 'src/kernel/a.ts'],
  ['@ObjectType() class A {}', 'src/graphql/types/a.type.ts'],
  ['@ObjectType() class A {}', 'test/graphql/fixture.ts'],
])('%s is allowed in %s', (text, path) => {
  expect(complaintsOf(syntaxComplaints, path, text)).toEqual([]);
});

describe('a docstring', () => {
  test.each([
    ['src/domains/orders/orders.ts', 'export const place = () => {};'],
    ['src/domains/orders/orders.ts', 'export function place() {}'],
    ['src/use-cases/place-order.ts', "export const placeOrder = useCase('order.place', work);"],
  ])('is missed in %s: %s', (path, text) => {
    expect(complaintsOf(docstringComplaints, path, text)).toEqual([expect.stringContaining('what it promises')]);
    expect(complaintsOf(docstringComplaints, path, `/** Places it. */\n${text}`)).toEqual([]);
  });

  test.each([
    ['src/domains/orders/orders.ts', 'const place = () => {};'],
    ['src/domains/orders/orders.ts', 'export const MAX = 3;'],
    ['src/http/server.ts', 'export const open = () => {};'],
  ])('is not asked for in %s: %s', (path, text) => {
    expect(complaintsOf(docstringComplaints, path, text)).toEqual([]);
  });
});
