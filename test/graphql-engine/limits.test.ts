import { getIntrospectionQuery, parse } from 'graphql';
import { DEFAULT_LIMITS, findExcess, type Limits } from '../../src/graphql/engine/limits.ts';
import { PAGE_QUERY, partner } from './fixture.ts';
import { startEngine } from './harness.ts';

const deep = (depth: number) => `${'{ a '.repeat(depth)}${'}'.repeat(depth)}`;
const doubling = (levels: number) =>
  Array.from({ length: levels }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} a${i}: viewer }`).join(
    ' ',
  );

describe('limits', () => {
  let engine: Awaited<ReturnType<typeof startEngine>>;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  test.each<[keyof Limits, string, number, Partial<Limits>]>([
    ['depth', deep(200), 200, {}],
    ['aliases', `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: b`).join(' ')} }`, 31, { rootFields: 100 }],
    ['rootFields', `{ ${'viewer '.repeat(500)} }`, 500, {}],
    ['directives', `{ viewer ${'@a '.repeat(51)} }`, 51, {}],
    ['fields', `{ b { ${'a '.repeat(1_990)} b { ${'a '.repeat(20)} } } }`, 2_012, {}],
  ])('an operation over the bound of %s is OPERATION_TOO_LARGE with limit and actual', (what, source, actual, own) => {
    const limits = { ...DEFAULT_LIMITS, ...own };
    expect(findExcess(parse(source), limits)?.details).toEqual({ what, limit: limits[what], actual });
  });

  test('ten thousand aliases are refused while they are parsed, a query 200 deep before anything looks at it', async () => {
    const aliases = await engine.ask(`{ ${Array.from({ length: 10_000 }, (_, i) => `a${i}: viewer`).join(' ')} }`);
    expect(aliases.status).toBe(400);
    expect(aliases.errors[0]?.extensions).toMatchObject({ code: 'OPERATION_TOO_LARGE', what: 'tokens', limit: 2_000 });
    const nested = await engine.ask(deep(200));
    expect(nested.errors.map(({ extensions }) => extensions.code)).toEqual(['OPERATION_TOO_LARGE']);
  });

  test('fragments that double at each level, or go in a circle, are refused quickly', async () => {
    const started = performance.now();
    const { errors } = await engine.ask(`{ ...F0 } ${doubling(60)} fragment F60 on Query { viewer }`);
    expect(errors[0]?.extensions.code).toBe('OPERATION_TOO_LARGE');
    const circle = await engine.ask('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }');
    expect(circle.errors[0]?.extensions).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('the cost counts objects by the page size that is asked for, literal or variable', async () => {
    const page = await engine.ask(PAGE_QUERY, { variables: { first: 50 } });
    expect([page.status, page.facts.cost]).toEqual([200, 1 + 50 * 3]);
    expect((await engine.ask(PAGE_QUERY)).facts.cost).toBe(151);
    expect((await engine.ask(PAGE_QUERY, { variables: { first: 2 } })).facts.cost).toBe(7);
    const many = Array.from(
      { length: 9 },
      (_, i) => `p${i}: packages(first: 200) { edges { node { netPrice { amount } } } }`,
    );
    const { errors, status } = await engine.ask(`{ ${many.join(' ')} }`);
    expect([status, errors[0]?.extensions]).toEqual([
      400,
      expect.objectContaining({ code: 'OPERATION_TOO_LARGE', what: 'cost', limit: 5_000, actual: 9 * 601 }),
    ]);
  });

  test('introspection is open to a sandbox credential and closed to a live one; __typename always works', async () => {
    const sandbox = await engine.ask(getIntrospectionQuery());
    expect([sandbox.status, sandbox.errors]).toEqual([200, []]);
    expect(sandbox.text).toContain('"idempotent"');
    expect(sandbox.text).not.toContain('CoercedValue');
    const live = partner(undefined, 'live');
    for (const query of [
      getIntrospectionQuery(),
      '{ __type(name: "Order") { name } }',
      '{ viewer ...F } fragment F on Query { __schema { queryType { name } } }',
    ]) {
      const refused = await engine.ask(query, { actor: live });
      expect([refused.status, refused.data, refused.errors[0]?.extensions.code]).toEqual([
        400,
        undefined,
        'GRAPHQL_VALIDATION_FAILED',
      ]);
    }
    expect((await engine.askTwice('{ __typename }', { actor: live })).data).toEqual({ __typename: 'Query' });
  });
});
