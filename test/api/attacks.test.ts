import { getIntrospectionQuery } from 'graphql';
import { keepInvariants } from '../support/after-each.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let live: string;

beforeAll(async () => {
  api = await openTestApi();
  live = await api.credential(await seedPartner(api.house, { mode: 'live' }));
});
afterAll(() => api.close());
keepInvariants(() => api);

interface Attempt {
  readonly method?: 'GET' | 'POST';
  /** A path for GET; `/graphql` with `query` in its URL where there is none. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** A body as it stands, in place of one with the query. */
  readonly body?: string;
}

/** The HTTP answer as an attacker's tool sees it. */
interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Check {
  readonly attempts: readonly Attempt[];
  readonly isFinding: (seen: Seen) => boolean;
}

const JSON_TYPE = { 'content-type': 'application/json' };

const send = async (
  token: string | null,
  { method = 'POST', path, headers = JSON_TYPE, query = '', body }: Attempt,
): Promise<Seen> => {
  const target = path ?? (method === 'GET' ? `/graphql?query=${encodeURIComponent(query)}` : '/graphql');
  const response = await fetch(`${api.url}${target}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : headers),
      ...headers,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(method === 'POST' && { body: body ?? JSON.stringify({ query }) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const times = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');

const dataOf = ({ text }: Seen): unknown => {
  const body: unknown = JSON.parse(text);
  return Array.isArray(body) ? body : Reflect.get(Object(body), 'data');
};

const hasData = (seen: Seen): boolean => {
  const data = dataOf(seen);
  return data !== undefined && data !== null;
};

const errorCount = ({ text }: Seen): number => (JSON.parse(text).errors ?? []).length;

const EXPLORERS = /graphiql|playground|altair|apollo server|sandbox\.embed|voyager|<html/i;

/** A query that cannot be right in four ways, each of which some server explains too well. */
const BROKEN = [
  '{ __typenam }',
  '{ viewer { mod } }',
  '{ order(by: { idd: "x" }) { id } }',
  '{ orders(frist: 1) { nodes { id } } }',
];

/** What graphql-cop and tools like it look for. */
const CHECKS: Readonly<Record<string, Check>> = {
  'alias overloading': {
    attempts: [{ query: `{ ${times(101, (n) => `alias${n}: __typename`)} }` }],
    isFinding: hasData,
  },
  'batched queries': {
    attempts: [{ body: JSON.stringify(Array(10).fill({ query: '{ __typename }' })) }],
    isFinding: (seen) => Array.isArray(dataOf(seen)) || hasData(seen),
  },
  'directive overloading': {
    attempts: [
      { query: `{ __typename ${'@aa'.repeat(10)} }` },
      { query: `{ __typename ${'@skip(if: false) '.repeat(60)} }` },
    ],
    isFinding: (seen) => errorCount(seen) >= 10 || hasData(seen),
  },
  'circular introspection': {
    attempts: [{ query: `{ __schema { ${times(6, () => 'types { fields { type {')} name ${'} } }'.repeat(6)} } }` }],
    isFinding: hasData,
  },
  'field duplication': {
    attempts: [{ query: `{ ${'__typename '.repeat(500)} }` }, { query: `{ viewer { ${'mode '.repeat(1_900)} } }` }],
    isFinding: hasData,
  },
  'field suggestions': {
    attempts: BROKEN.map((query) => ({ query })),
    isFinding: ({ text }) => /did you mean|suggest/i.test(text),
  },
  // Our own at / says nothing of the schema but what is in the docs, and asks with the credential that it is given.
  'an explorer page': {
    attempts: [
      '/graphql',
      '/graphiql',
      '/playground',
      '/console',
      '/altair',
      '/explorer',
      '/api/graphql',
      '/v1/graphql',
    ].map((path) => ({
      method: 'GET' as const,
      path,
      headers: { accept: 'text/html' },
    })),
    isFinding: (seen) => EXPLORERS.test(seen.text) || (seen.headers.get('content-type') ?? '').includes('html'),
  },
  'a mutation by GET': {
    attempts: [
      { method: 'GET', query: 'mutation { __typename }' },
      { method: 'GET', path: '/graphql?query=mutation%20cop%7B__typename%7D&operationName=cop' },
    ],
    isFinding: hasData,
  },
  'a form from a browser': {
    attempts: ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'].map((type) => ({
      headers: { 'content-type': type },
      body: type === 'text/plain' ? '{"query":"{__typename}"}' : 'query=%7B__typename%7D',
    })),
    isFinding: hasData,
  },
  'trace mode': {
    attempts: [
      {
        query: '{ __typename }',
        headers: { ...JSON_TYPE, 'apollo-federation-include-trace': 'ftv1', 'x-apollo-tracing': '1' },
      },
      { query: '{ viewer { mode } }' },
    ],
    isFinding: ({ text }) => /tracing|ftv1|"trace"|startTime/.test(text),
  },
  'unhandled errors': {
    attempts: [
      ...BROKEN.map((query) => ({ query })),
      { query: 'queryy { __typename }' },
      { query: '{ order(by: { id: "\u0000" }) { id } }' },
      { body: '{' },
      { query: '{ __typename }', headers: { 'content-type': 'application/json; charset=nothing' } },
    ],
    isFinding: ({ status, text }) =>
      status >= 500 || /exception|stacktrace|\bat .+:\d+:\d+|node_modules|INTERNAL/.test(text),
  },
  introspection: {
    attempts: [
      { query: getIntrospectionQuery() },
      { query: '{ __schema { queryType { name } } }' },
      { query: '{ __type(name: "Order") { fields { name } } }' },
      { query: '{ a: viewer { mode } ...F } fragment F on Query { __schema { types { name } } }' },
      { method: 'GET', query: '{ __schema { types { name } } }' },
    ],
    isFinding: ({ text }) => /queryType|"fields"|"types"/.test(text),
  },
};

const CALLERS = [
  ['an anonymous caller', () => null],
  ['a live credential', () => live],
] as const;

describe.each(CALLERS)('%s finds nothing by', (who, token) => {
  test.each(Object.entries(CHECKS))('%s', async (_name, { attempts, isFinding }) => {
    for (const attempt of attempts) {
      const seen = await send(token(), attempt);
      expect([attempt, seen.text, isFinding(seen)]).toEqual([attempt, seen.text, false]);
      if (who === 'an anonymous caller') expect([401, 404]).toContain(seen.status);
    }
  });
});

test('the checks find what they look for in a server that has it', () => {
  const seen = (text: string, type = 'application/json'): Seen => ({
    status: 200,
    text,
    headers: new Headers({ 'content-type': type }),
  });
  const found: Readonly<Record<keyof typeof CHECKS, Seen>> = {
    'alias overloading': seen('{"data":{"alias0":"Query"}}'),
    'batched queries': seen('[{"data":{}}]'),
    'directive overloading': seen(JSON.stringify({ errors: Array(10).fill({}) })),
    'circular introspection': seen('{"data":{"__schema":{}}}'),
    'field duplication': seen('{"data":{"__typename":"Query"}}'),
    'field suggestions': seen('{"errors":[{"message":"Did you mean \\"__typename\\"?"}]}'),
    'an explorer page': seen('<!doctype html><title>GraphiQL</title>', 'text/html'),
    'a mutation by GET': seen('{"data":{"__typename":"Mutation"}}'),
    'a form from a browser': seen('{"data":{"__typename":"Query"}}'),
    'trace mode': seen('{"data":{},"extensions":{"tracing":{}}}'),
    'unhandled errors': seen('{"errors":[{"extensions":{"exception":{}}}]}'),
    introspection: seen('{"data":{"__schema":{"queryType":{}}}}'),
  };
  for (const [name, { isFinding }] of Object.entries(CHECKS)) {
    const example = found[name];
    expect([name, example && isFinding(example)]).toEqual([name, true]);
  }
});
