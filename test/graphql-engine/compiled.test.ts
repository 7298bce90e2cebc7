import fc from 'fast-check';
import { type ExecutionResult, execute, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { isCompilable } from '../../src/graphql/engine/compilable.ts';
import { compilableSchema, compileOperation } from '../../src/graphql/engine/compiled-operation.ts';
import { mendCompilerRuntime } from '../../src/graphql/engine/compiler-runtime.ts';
import { coerceVariables } from '../../src/graphql/engine/variables.ts';
import { newRequestFacts } from '../../src/kernel/request-facts.ts';
import { fixtureSchema, PAGE_QUERY, partner } from './fixture.ts';

const PACKAGE_FIELDS = [
  'id',
  'name: displayName',
  'region',
  'dataMb',
  'allowanceGb',
  'voice',
  '__typename',
  'netPrice { amount }',
];
const ORDER_FIELDS = [
  'id',
  'status',
  'createdAt',
  'customerReference',
  'cost: netPrice { currency }',
  'package { id region }',
];
const subset = (fields: readonly string[]) => fc.subarray([...fields], { minLength: 1 }).map((some) => some.join(' '));
const conditioned = fc.constantFrom('', ' @include(if: $yes)', ' @skip(if: $yes)');

/** Documents over the fixture: aliases, literals, variables, fragments, conditions, errors and trapped rows. */
const documents = fc.record({
  packages: fc.tuple(subset(PACKAGE_FIELDS), conditioned, fc.constantFrom('first: 3', 'first: $first', '')),
  order: fc.tuple(subset(ORDER_FIELDS), conditioned, fc.constantFrom('1', 'missing', 'broken', '__proto__')),
  spread: fc.boolean(),
  strict: fc.boolean(),
  echo: fc.constantFrom(
    '',
    'echo(text: "a b", at: "2026-01-01T00:00:00.000Z", status: ESIM_READY)',
    'echo(text: $text, input: $input)',
  ),
});

type Shape = typeof documents extends fc.Arbitrary<infer T> ? T : never;

const write = ({ packages, order, spread, strict, echo }: Shape): string => {
  const [packageFields, packageCondition, args] = packages;
  const [orderFields, orderCondition, id] = order;
  const inOrder = spread ? '...O' : orderFields;
  return `query Q($yes: Boolean!, $first: Int = 2, $text: String = "t", $input: CreateOrderInput) {
    packages${args === '' ? '' : `(${args})`}${packageCondition} { edges { node { ${packageFields} } } hasNextPage }
    order(id: "${id}")${orderCondition} { ${inOrder} }
    ${strict ? 'strictOrder { id package { id } }' : ''} ${echo}
    used: echo(text: $text, input: $input) more: packages(first: $first) @include(if: $yes) { hasNextPage }
  } ${spread ? `fragment O on Order { ${orderFields} }` : ''}`;
};

const plain = ({ data, errors }: ExecutionResult): unknown =>
  JSON.parse(
    JSON.stringify({
      data,
      errors: errors?.map(({ message, path, locations }) => JSON.stringify({ message, path, locations })).sort(),
    }),
  );

describe('compiled operations', () => {
  let schema: GraphQLSchema;
  let compilable: GraphQLSchema;
  beforeAll(async () => {
    mendCompilerRuntime();
    schema = await fixtureSchema();
    compilable = compilableSchema(schema);
  });

  const context = () => ({
    actor: partner(),
    requestId: 'req_test',
    facts: newRequestFacts(),
    idempotencyKeyHeader: null,
  });

  /** Null where the document is not compiled. */
  const both = async (source: string, variables: Record<string, unknown>) => {
    const document = parse(source);
    expect(validate(schema, document)).toEqual([]);
    const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    if (!operation) throw new Error('no operation');
    const before = JSON.stringify(document);
    const compiled = compileOperation(compilable, document, operation);
    expect(JSON.stringify(document)).toBe(before);
    const result = compiled?.(context(), coerceVariables(schema, operation, variables));
    if (!result) return null;
    const reference = execute({ schema, document, contextValue: context(), variableValues: variables });
    return { compiled: plain(await result), executed: plain(await reference) };
  };

  test('a compiled operation answers exactly as graphql-js executes it', async () => {
    let compiled = 0;
    await fc.assert(
      fc.asyncProperty(documents, fc.boolean(), fc.integer({ min: 1, max: 5 }), async (shape, yes, first) => {
        const input = { packageId: 'p', partnerOrderId: 'o', wanted: 'RESERVED', sizes: [1, 2] };
        const result = await both(write(shape), { yes, first, text: 'given', input });
        if (!result) return;
        compiled += 1;
        expect(result.compiled).toEqual(result.executed);
      }),
      { numRuns: 300 },
    );
    expect(compiled).toBeGreaterThan(100);
  });

  test('an argument that looks like the compiler’s own marker is text, not code', async () => {
    const marker = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
    const source = `{ echo(text: "${marker}(globalThis.wasRun = true)") }`;
    const result = await both(source, {});
    expect(result?.compiled).toEqual(result?.executed);
    expect(JSON.stringify(result?.compiled)).toContain(marker);
    expect('wasRun' in globalThis).toBe(false);
  });

  test('a row that throws while it is read gives an error on its field, and the process lives', async () => {
    const result = await both('{ order(id: "trap") { id } }', {});
    expect(result?.compiled).toEqual({ data: { order: { id: 'ord_trap' } } });
    const trapped = await both('{ order(id: "trap") { id status } }', {});
    expect(trapped?.compiled).toMatchObject({ data: { order: null } });
  });

  test.each([
    [
      'a conditional fragment',
      'query ($a: Boolean!) { order(id: "1") { ...F @skip(if: $a) ...F } } fragment F on Order { id }',
      false,
    ],
    ['a key that sets a prototype', '{ __proto__: viewer }', false],
    ['two paths that meet in one name', '{ a_b: order(id: "1") { c: id } a: order(id: "2") { b_c: id } }', false],
    ['underscores that meet nowhere', '{ a_b: order(id: "1") { id } c: order(id: "2") { id } }', true],
    ['a page', PAGE_QUERY, true],
  ])('%s is compiled: %s → %s', (_what, source, expected) => {
    expect(isCompilable(parse(source))).toBe(expected);
  });

  test('a named operation is compiled apart from its neighbours', async () => {
    const document = parse(
      'query A { viewer } query B($id: ID!) { order(id: $id) { ...F } } fragment F on Order { id }',
    );
    const [, second] = document.definitions;
    if (second?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    const result = compileOperation(compilable, document, second)?.(context(), { id: 'ord_2' });
    expect(plain((await result) ?? {})).toEqual({ data: { order: { id: 'ord_2' } } });
  });
});
