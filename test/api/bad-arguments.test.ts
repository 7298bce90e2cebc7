import { keepInvariants } from '../support/after-each.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { CASES, DOCUMENTS, type Name, RIGHT } from './bad-arguments.ts';

const JAPAN = packageDraft('JP', '4.00');

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [JAPAN, packageDraft('KR', '5.00')]);
  token = await api.credential(await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] }));
});
afterAll(() => api.close());
keepInvariants(() => api);

/** Texts of the value that must not come back. */
const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.length >= 5 ? [JSON.stringify(value).slice(1, -1)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};

const headers = { 'idempotency-key': 'bad arguments' };

/** A value as it stands in a document. */
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')} }`;
};

const inlined = (document: string, variables: Readonly<Record<string, unknown>>): string =>
  document
    .replace(/^(query|mutation) \([^)]*\)/, '$1')
    .replaceAll(/\$(\w+)/g, (_, name: string) => literal(variables[name]))
    .replaceAll(/\w+: undefined,?/g, '');

describe('an argument out of its bounds is BAD_USER_INPUT that names the field and the bound', () => {
  test.each(CASES)('%s %s: %s', async (name, _shown, field, bound, variables) => {
    const { status, errors, text } = await api.ask(token, DOCUMENTS[name], {
      variables: { ...RIGHT[name], ...variables },
      headers,
    });
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(errors[0]?.extensions).toMatchObject({ retry: 'same_key', isTransient: false, moneyMoved: false });
    expect(errors[0]?.extensions.problems).toContainEqual({
      field,
      bound: typeof bound === 'string' ? bound : expect.stringMatching(bound),
    });
    const known = [...textsOf(RIGHT[name]), 'USD', 'createdBefore', 'constructor'];
    for (const value of textsOf(variables)) if (!known.includes(value)) expect(text).not.toContain(value);
  });

  test('and so it is, or does not fit the schema, where it stands in the document itself', async () => {
    for (const [name, , , , variables] of CASES) {
      const document = inlined(DOCUMENTS[name], { ...RIGHT[name], ...variables });
      const { status, errors, text } = await api.ask(token, document, { headers });
      const code = errors[0]?.extensions.code;
      expect([document, status, code]).toEqual([
        document,
        400,
        expect.stringMatching(/^(BAD_USER_INPUT|GRAPHQL_(VALIDATION|PARSE)_FAILED)$/),
      ]);
      for (const value of textsOf(variables)) if (value.length > 20) expect(text).not.toContain(value);
    }
  });

  test('each left its line, and nothing was ordered', async () => {
    const { data } = await api.ask(token, '{ orders { nodes { id } } }');
    expect(data?.orders).toEqual({ nodes: [] });
    expect(api.log.find({ msg: 'request', httpStatus: 400 }).length).toBe(2 * CASES.length);
    expect(api.log.find({ level: 'error' })).toEqual([]);
  });
});

describe('an argument at its bound is taken', () => {
  const ordered = RIGHT.create.input;
  const longest = { partnerOrderId: `p${'/'.repeat(127)}`, customerReference: '🧭'.repeat(255) };
  test.each<[Name, Record<string, unknown>]>([
    ['packages', { first: 1 }],
    ['packages', { first: 200, filter: { dataMb: { min: 0, max: 1_048_576 }, validityDays: { min: 30, max: 30 } } }],
    ['packages', { filter: { netPrice: { currency: 'USD', min: '-1', max: '9999999999999' } } }],
    ['packages', { filter: { netPrice: { currency: 'KWD', min: '1.234', max: '1.234' }, text: '🧭'.repeat(64) } }],
    ['packages', { filter: { iso2: null, region: null, status: null, dataMb: null, netPrice: null, text: null } }],
    ['orders', { first: 200, filter: { status: Array(8).fill('FAILED') } }],
    [
      'orders',
      {
        filter: {
          status: 'FAILED',
          createdFrom: '0000-01-01T00:00:00Z',
          createdBefore: '9999-12-31T23:59:59.999999999+14:00',
        },
      },
    ],
    ['orders', { filter: { createdFrom: '2024-02-29T00:00:00-12:00', createdBefore: '2024-02-29T12:00:00Z' } }],
    ['entries', { first: 200, filter: { type: [], orderId: null } }],
    ['quote', { input: { ...Object(ordered), ...longest } }],
    ['quote', { input: { ...Object(ordered), expectedNetPrice: { amount: '0004.0', currency: 'USD' } } }],
  ])('%s %j', async (name, variables) => {
    const { status, errors } = await api.ask(token, DOCUMENTS[name], { variables: { ...RIGHT[name], ...variables } });
    expect([status, errors]).toEqual([200, []]);
  });
});

describe('a cursor', () => {
  const endOf = async (document: string, variables: Record<string, unknown>): Promise<string> => {
    const { data } = await api.ask(token, document, { variables });
    return String(/"endCursor":"([^"]+)"/.exec(JSON.stringify(data))?.[1]);
  };
  const LEDGER = '{ ledgerEntries { pageInfo { endCursor } } }';
  const PACKAGES = 'query ($sort: PackageSort!) { packages(sort: $sort) { pageInfo { endCursor } } }';

  test.each<[string, Name, Record<string, unknown>, () => Promise<string>]>([
    ['of packages in another order', 'packages', { sort: 'DATA_ASC' }, () => endOf(PACKAGES, { sort: 'NAME_ASC' })],
    ['of packages the other way round', 'packages', { sort: 'DATA_ASC' }, () => endOf(PACKAGES, { sort: 'DATA_DESC' })],
    ['of ledger entries', 'orders', {}, () => endOf(LEDGER, {})],
    ['of packages', 'entries', {}, () => endOf(PACKAGES, { sort: 'NAME_ASC' })],
    [
      'that was changed on its way',
      'entries',
      {},
      async () => (await endOf(LEDGER, {})).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    ],
    ['that was cut', 'entries', {}, async () => (await endOf(LEDGER, {})).slice(0, -2)],
  ])('%s is refused by %s', async (_what, name, change, cursor) => {
    const after = await cursor();
    expect(after).not.toBe('undefined');
    const { status, errors } = await api.ask(token, DOCUMENTS[name], {
      variables: { ...RIGHT[name], ...change, after },
    });
    expect([status, errors[0]?.extensions.problems]).toEqual([
      400,
      [{ field: 'after', bound: 'a cursor that a page of this sort gave' }],
    ]);
  });
});
