import { execute, type GraphQLSchema, Kind, parse, print, visit } from 'graphql';
import { apiContextOf } from '../../src/graphql/api-context.ts';
import { DEFAULT_LIMITS } from '../../src/graphql/engine/limits.ts';
import { shieldSchema } from '../../src/graphql/engine/shield.ts';
import { lazyEventShaper } from '../../src/graphql/lazy-event-shaper.ts';
import { buildPartnerSchema } from '../../src/graphql/schema.ts';
import { newRequestFacts } from '../../src/kernel/request-facts.ts';
import { type Caller, callerAuthentication } from '../../src/views/caller.ts';
import { keepInvariants } from '../support/after-each.ts';
import { type SeededApi, seedApi } from './seeded-api.ts';
import { ONCE, type RootName, rootFields, rootSelection, timeless } from './whole-document.ts';

const schema: GraphQLSchema = await buildPartnerSchema();
const shielded = shieldSchema(schema);

let seeded: SeededApi;
let token: string;
let caller: Caller;

beforeAll(async () => {
  seeded = await seedApi();
  token = await seeded.api.credential(seeded.partner);
  const found = await callerAuthentication(seeded.api.house)(token);
  if (!found) throw new Error('the credential was just issued');
  caller = found;
});
afterAll(() => seeded.api.close());
keepInvariants(() => seeded.api);

/** The body that the guarded schema answers with, run by graphql-js. */
const guardedBody = async (document: string, variables: Readonly<Record<string, unknown>>): Promise<string> => {
  const request = {
    actor: caller,
    requestId: 'req_test',
    facts: newRequestFacts(),
    idempotencyKeyHeader: null,
    chargeFound: async () => undefined,
  };
  const { house, log, url } = seeded.api;
  const publicUrl = () => url;
  const { data, errors } = await execute({
    schema: shielded,
    document: parse(document),
    contextValue: apiContextOf(house, { shapeEvent: lazyEventShaper(house, log.logger), publicUrl })(request),
    variableValues: variables,
  });
  expect(errors).toBeUndefined();
  return JSON.stringify({ data });
};

/** What the front door answers the first time, the second time and the third: executed, then compiled. */
const answers = async (document: string, variables: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
  const texts: string[] = [];
  for (const _ of [1, 2, 3]) {
    const { status, text } = await seeded.api.ask(token, document, { variables });
    expect([status, text]).toEqual([200, expect.stringContaining('{"data":')]);
    texts.push(text);
  }
  return texts;
};

const expectAlike = async (document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<void> => {
  const guarded = timeless(await guardedBody(document, variables));
  expect((await answers(document, variables)).map(timeless)).toEqual([guarded, guarded, guarded]);
};

const everything = (root: RootName, name: string): string => rootSelection(schema, root, name, { args: seeded.args });

/** Everything but a drawing, which takes longer than all else together. */
const whole = (root: RootName, name: string): string =>
  rootSelection(schema, root, name, {
    args: seeded.args,
    takes: (coordinate) => coordinate !== 'Activation.qrPng',
  });

const TYPE_NAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;

/** The document with `__typename` in every selection. */
const withTypeNames = (document: string): string =>
  print(
    visit(parse(document), {
      SelectionSet: (node) => ({ ...node, selections: [TYPE_NAME, ...node.selections] }),
    }),
  );

const QUERIES = rootFields(schema, 'Query');

const MUTATIONS = rootFields(schema, 'Mutation').filter((name) => !ONCE.includes(name));

describe('the compiled operation and the guarded schema answer byte for byte alike', () => {
  test.each(QUERIES)('for all of the query %s', async (name) => {
    await expectAlike(`{ ${whole('Query', name)} }`);
  });

  test.each(MUTATIONS)('for all of the mutation %s, repeated', async (name) => {
    await expectAlike(`mutation { ${whole('Mutation', name)} }`);
  });

  test('for a drawing', async () => {
    await expectAlike(`{ esim${seeded.args['Query.esim']} { activation { qrPng } } }`);
  });

  test('for several root fields in one document', async () => {
    const small = QUERIES.filter((name) => whole('Query', name).length < 1_000);
    const several = small.slice(0, DEFAULT_LIMITS.rootFields);
    await expectAlike(`query Several { ${several.map((name) => whole('Query', name)).join(' ')} }`);
  });

  test.each(QUERIES)('for all of the query %s, written with a fragment, an alias and __typename', async (name) => {
    const alias = whole('Query', name).replace(/^(\w+)/, 'renamed: $1');
    await expectAlike(withTypeNames(`query Q { ...All } fragment All on Query { ${alias} }`));
  });

  test('for arguments that come in variables, with defaults and left out', async () => {
    const document = `query ($first: Int! = 2, $after: String, $sort: PackageSort! = DATA_DESC, $filter: PackageFilter,
        $by: OrderBy!, $no: Boolean = false, $yes: Boolean! = true) {
      packages(first: $first, after: $after, sort: $sort, filter: $filter) {
        nodes { packageId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
      order(by: $by) { id customerReference @include(if: $no) status @skip(if: $no) timeline @include(if: $yes) { type } }
    }`;
    await expectAlike(document, { by: { partnerOrderId: 'ready' } });
    await expectAlike(document, { by: { id: seeded.orderId }, first: 1, filter: { iso2: 'JP' }, no: true });
    await expectAlike(document, {
      by: { id: seeded.orderId },
      after: null,
      filter: null,
      sort: 'NAME_ASC',
      yes: false,
    });
  });
});

describe('a refusal is the same, executed and compiled', () => {
  const MISSING = 'order(by: { partnerOrderId: "none" }) { id }';
  const OUT_OF_BOUNDS = 'orders(first: 0) { nodes { id } }';
  test.each([
    `{ ${MISSING} }`,
    `{ viewer { mode } ${MISSING} }`,
    `{ package(id: "none") { packageId } ${MISSING} }`,
    `{ a: ${MISSING} b: ${MISSING} c: ${OUT_OF_BOUNDS} }`,
    `{ ${OUT_OF_BOUNDS} wallet { currency } }`,
    'mutation { createOrder(input: { packageId: "none", partnerOrderId: "p" }) @idempotent(key: "k") { replayed } }',
    'mutation { createOrder(input: { packageId: "none", partnerOrderId: "p" }) { replayed } }',
  ])('%s', async (document) => {
    const bodies = new Set<string>();
    for (const _ of [1, 2, 3]) {
      const { status, text } = await seeded.api.ask(token, document, { headers: { 'x-request-id': 'one' } });
      bodies.add(`${status} ${text}`);
    }
    expect([...bodies]).toEqual([expect.stringMatching(/^40\d \{"errors":\[.*\],"data":null\}$/)]);
  });
});

describe('the documents that select every field', () => {
  test('would miss no field of the schema', () => {
    const documents = [
      ...QUERIES.map((name) => everything('Query', name)),
      ...rootFields(schema, 'Mutation').map((name) => everything('Mutation', name)),
    ].join(' ');
    const missing = Object.values(schema.getTypeMap()).flatMap((type) =>
      'getFields' in type && !type.name.startsWith('__') && type.astNode === undefined && 'getInterfaces' in type
        ? Object.keys(type.getFields()).filter((name) => !new RegExp(`\\b${name}\\b`).test(documents))
        : [],
    );
    expect(missing).toEqual([]);
  });

  test('show something in every field that can be null', async () => {
    const texts = await Promise.all(
      QUERIES.map(async (name) => (await seeded.api.ask(token, `{ ${everything('Query', name)} }`)).text),
    );
    const all = texts.join('\n');
    const nullable = Object.values(schema.getTypeMap()).flatMap((type) =>
      'getInterfaces' in type && !type.name.startsWith('__')
        ? Object.values(type.getFields()).filter(({ type: of }) => !String(of).endsWith('!'))
        : [],
    );
    const neverShown = nullable.map(({ name }) => name).filter((name) => !new RegExp(`"${name}":(?!null)`).test(all));
    // No order of these gave a reference or was refused in a quote, and mutations, which alone show secrets, tests and what
    // was set, are not asked for.
    expect([...new Set(neverShown)].sort()).toEqual([
      'customerReference',
      'delivery',
      'refusal',
      'secret',
      'shortfall',
      'threshold',
    ]);
  });
});
