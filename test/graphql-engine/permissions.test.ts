import { type GraphQLSchema, lexicographicSortSchema, parse } from 'graphql';
import { permissionTable } from '../../src/graphql/engine/needs.ts';
import { printPartnerSchema } from '../../src/graphql/engine/print-schema.ts';
import { ALL_SCOPES } from '../../src/kernel/scopes.ts';
import { fixtureSchema, partner } from './fixture.ts';
import { startEngine } from './harness.ts';

const without = (scope: string) => partner(ALL_SCOPES.filter((one) => one !== scope));

describe('permissions', () => {
  let schema: GraphQLSchema;
  let engine: Awaited<ReturnType<typeof startEngine>>;
  beforeAll(async () => {
    schema = await fixtureSchema();
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  test('the table names every root field and every guarded field, from one declaration each', () => {
    expect(permissionTable(schema)).toEqual([
      { type: 'Mutation', field: 'createOrder', scope: 'orders:create' },
      { type: 'Order', field: 'netPrice', scope: 'ledger:read' },
      { type: 'Query', field: 'echo', scope: 'any credential' },
      { type: 'Query', field: 'order', scope: 'orders:read' },
      { type: 'Query', field: 'orders', scope: 'orders:read' },
      { type: 'Query', field: 'package', scope: 'catalogue:read' },
      { type: 'Query', field: 'packages', scope: 'catalogue:read' },
      { type: 'Query', field: 'strictOrder', scope: 'orders:read' },
      { type: 'Query', field: 'undeclared', scope: 'denied' },
      { type: 'Query', field: 'viewer', scope: 'any credential' },
    ]);
  });

  test('the printed schema is sorted, parses, and shows the scope of each guarded field', () => {
    const printed = printPartnerSchema(schema);
    expect(() => parse(printed)).not.toThrow();
    expect(printed).toContain('directive @idempotent(');
    expect(printed).toContain('netPrice: Money @requiresScopes(scopes: [["ledger:read"]])');
    expect(printed).toContain('"""What it cost."""');
    expect(printed).toContain('viewer: String!\n');
    expect(printPartnerSchema(lexicographicSortSchema(schema))).toBe(printed);
  });

  test('a credential without the scope of a field gets null there, a FORBIDDEN error, and the rest of the answer', async () => {
    const { data, errors, status } = await engine.askTwice('{ order(id: "ord_1") { id netPrice { amount } } }', {
      actor: without('ledger:read'),
    });
    expect(status).toBe(200);
    expect(data).toEqual({ order: { id: 'ord_1', netPrice: null } });
    expect(errors).toEqual([
      {
        message: 'This credential does not have the scope that the field needs.',
        locations: [{ line: 1, column: 27 }],
        path: ['order', 'netPrice'],
        extensions: expect.objectContaining({
          code: 'FORBIDDEN',
          field: 'Order.netPrice',
          missingScopes: ['ledger:read'],
          moneyMoved: false,
          requestId: 'req_test',
        }),
      },
    ]);
  });

  test('a root field without its scope is refused with 403 where nothing else is left', async () => {
    const { data, errors, status } = await engine.ask('{ packages { hasNextPage } }', {
      actor: without('catalogue:read'),
    });
    expect([status, data, errors[0]?.extensions.missingScopes]).toEqual([403, null, ['catalogue:read']]);
  });

  test('a root field that declares nothing is denied to a credential with every scope', async () => {
    const { data, errors } = await engine.askTwice('{ undeclared }');
    expect(data).toEqual({ undeclared: null });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', field: 'Query.undeclared' });
  });

  test('a field that a directive skips, or that hides in a fragment, is guarded all the same', async () => {
    const hidden =
      'query ($no: Boolean!) { order(id: "1") { ...F @skip(if: $no) } } fragment F on Order { id cost: netPrice { amount } }';
    const actor = without('ledger:read');
    const shown = await engine.askTwice(hidden, { actor, variables: { no: false } });
    expect(shown.data).toEqual({ order: { id: '1', cost: null } });
    const skipped = await engine.askTwice(hidden, { actor, variables: { no: true } });
    expect([skipped.data, skipped.errors]).toEqual([{ order: {} }, []]);
  });

  test('a guarded field that is not nullable stops the start', async () => {
    const { buildSchema } = await import('graphql');
    const bad = buildSchema('type Query { a: A } type A { secret: String! }');
    const type = bad.getType('A');
    if (type && 'getFields' in type)
      Object.assign(type.getFields().secret ?? {}, { extensions: { scope: 'ledger:read' } });
    expect(() => permissionTable(bad)).toThrow('A.secret needs ledger:read and must be nullable');
  });
});
