import { connect } from 'node:net';
import { keepInvariants } from '../support/after-each.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, readAnswer, type TestApi } from '../support/test-api.ts';
import { type Case, expectRefused } from './refused.ts';

const JAPAN = packageDraft('JP', '4.00');

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [JAPAN]);
  token = await api.credential(await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] }));
});
afterAll(() => api.close());
keepInvariants(() => api);

const VIEWER = '{ viewer { mode } }';
const CREATE = `createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "p1" }) @idempotent(key: "k") { replayed }`;

const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  api.send(
    token,
    body instanceof Uint8Array || typeof body === 'string' ? (body as string) : JSON.stringify(body),
    headers,
  );

const get = async (search: string): Promise<Answer<unknown>> =>
  readAnswer(await fetch(`${api.url}/graphql?${search}`, { headers: { authorization: `Bearer ${token}` } }));

const BODIES: readonly Case[] = [
  ['a body of 2 MB', () => post({ query: `${VIEWER} #${'x'.repeat(2_000_000)}` }), 413, 'PAYLOAD_TOO_LARGE'],
  [
    'a variable of 2 MB',
    () => post({ query: VIEWER, variables: { a: 'x'.repeat(2_000_000) } }),
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  ['invalid UTF-8', () => api.send(token, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 400, 'BAD_REQUEST'],
  ['UTF-16', () => api.send(token, Buffer.from(JSON.stringify({ query: VIEWER }), 'utf16le')), 400, 'BAD_REQUEST'],
  ['invalid JSON', () => post('{"query": '), 400, 'BAD_REQUEST'],
  ['JSON and more', () => post('{"query":"{viewer{mode}}"} {}'), 400, 'BAD_REQUEST'],
  ['no body', () => post(''), 400, 'BAD_REQUEST'],
  ['JSON 100,000 deep', () => post('['.repeat(100_000)), 400, 'BAD_REQUEST'],
  ['a batch', () => post([{ query: VIEWER }, { query: VIEWER }]), 400, 'BAD_REQUEST'],
  ['a batch of one', () => post([{ query: VIEWER }]), 400, 'BAD_REQUEST'],
  ['an empty batch', () => post([]), 400, 'BAD_REQUEST'],
  ['null', () => post('null'), 400, 'BAD_REQUEST'],
  ['a number', () => post('5'), 400, 'BAD_REQUEST'],
  ['no document', () => post({ variables: {} }), 400, 'BAD_REQUEST'],
  ['an empty document', () => post({ query: '' }), 400, 'BAD_REQUEST'],
  ['a document that is no text', () => post({ query: { a: 1 } }), 400, 'BAD_REQUEST'],
  ['variables that are a list', () => post({ query: VIEWER, variables: [] }), 400, 'BAD_REQUEST'],
  ['variables that are a text', () => post({ query: VIEWER, variables: '{}' }), 400, 'BAD_REQUEST'],
  ['an operation name that is no text', () => post({ query: VIEWER, operationName: 5 }), 400, 'BAD_REQUEST'],
  ['extensions that are a text', () => post({ query: VIEWER, extensions: 'x' }), 400, 'BAD_REQUEST'],
  [
    'a hash that nobody registered',
    () => post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    404,
    'UNKNOWN_DOCUMENT',
  ],
  ['a content type of text', () => post('query', { 'content-type': 'text/plain' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'a GraphQL content type',
    () => post(VIEWER, { 'content-type': 'application/graphql' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a form',
    () => post('query=x', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'an upload',
    () => post('--x--', { 'content-type': 'multipart/form-data; boundary=x' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'another charset',
    () => post({ query: VIEWER }, { 'content-type': 'application/json; charset=utf-16' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a look-alike content type',
    () => post({ query: VIEWER }, { 'content-type': 'application/jsonx' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['an answer in HTML', () => post({ query: VIEWER }, { accept: 'text/html' }), 406, 'NOT_ACCEPTABLE'],
];

const METHODS: readonly Case[] = [
  ['a mutation by GET', () => get(`query=${encodeURIComponent(`mutation { ${CREATE} }`)}`), 405, 'METHOD_NOT_ALLOWED'],
  [
    'a mutation among queries by GET',
    () => get(`operationName=B&query=${encodeURIComponent(`query A ${VIEWER} mutation B { ${CREATE} }`)}`),
    405,
    'METHOD_NOT_ALLOWED',
  ],
  ['a GET without a document', () => get(''), 400, 'BAD_REQUEST'],
  ['a GET with two documents', () => get('query={viewer{mode}}&query={viewer{mode}}'), 400, 'BAD_REQUEST'],
  ['a GET whose variables are no JSON', () => get('query={viewer{mode}}&variables={'), 400, 'BAD_REQUEST'],
];

describe('gets a coded refusal and one log line, nothing of our inside, and the next request is answered:', () => {
  const cases = [...BODIES, ...METHODS].map(([what, ...rest]) => [what, rest] as const);
  test.each(cases)('%s', async (_what, refused) => {
    await expectRefused(api, token, refused);
  });
});

describe('a client of application/json alone', () => {
  const headers = { accept: 'application/json' };

  test('reads a refusal of its document in a 200, as the specification wants it', async () => {
    for (const text of ['{', '{ nothing }', '{ orders(first: 0) { nodes { id } } }']) {
      const { status, errors } = await api.ask(token, text, { headers });
      expect([status, errors[0]?.extensions.code]).toEqual([200, expect.stringMatching(/FAILED|BAD_USER_INPUT/)]);
    }
  });

  test('gets a 4xx where it never was a GraphQL request, or has no credential', async () => {
    expect((await post('{', headers)).status).toBe(400);
    expect((await post([], headers)).status).toBe(400);
    expect((await api.ask(null, VIEWER, { headers })).status).toBe(401);
  });
});

describe('what is odd but right is answered:', () => {
  test.each<[string, () => Promise<Answer<unknown>>]>([
    [
      'headers that ask for a trace',
      () =>
        post(
          { query: VIEWER },
          { 'apollo-federation-include-trace': 'ftv1', 'apollo-tracing': '1', 'x-apollo-tracing': '1' },
        ),
    ],
    [
      'variables that nobody uses, __proto__ among them',
      () =>
        post(
          '{"query":"{viewer{mode}}","variables":{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}},"a":1}}',
        ),
    ],
    ['a document with __proto__ for a name', () => post({ query: 'query __proto__ { __proto__: viewer { mode } }' })],
    ['a query by GET', () => get('query={viewer{mode}}')],
    ['white space and commas', () => post({ query: `\ufeff,,,\n\t${VIEWER},,,` })],
    [
      'null for what may be left out',
      () => post({ query: VIEWER, variables: null, operationName: null, extensions: null }),
    ],
    ['a body with fields of its own', () => post({ query: VIEWER, trace: true, debug: true })],
    ['a charset in capitals', () => post({ query: VIEWER }, { 'content-type': 'Application/JSON; Charset="UTF-8"' })],
  ])('%s', async (_what, send) => {
    const { status, text } = await send();
    expect([status, text]).toEqual([
      200,
      expect.stringMatching(/^\{"data":\{"(viewer|__proto__)":\{"mode":"SANDBOX"\}\}\}$/),
    ]);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });
});

test('a connection that says something else than HTTP, or goes away half-way, leaves one line and the server', async () => {
  const { hostname, port } = new URL(api.url);
  const say = (text: string, end: boolean) =>
    new Promise<string>((resolve) => {
      let answer = '';
      const socket = connect(Number(port), hostname, () =>
        end ? socket.write(text, () => socket.destroy()) : socket.write(text),
      );
      socket.on('data', (data) => {
        answer += data.toString();
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', () => resolve(answer));
    });
  expect(await say('HELO\r\n\r\n', false)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*"code":"BAD_REQUEST"/);
  expect(api.log.find({ route: 'malformed' })).toHaveLength(1);
  await say(
    `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query"`,
    true,
  );
  expect((await post({ query: VIEWER })).status).toBe(200);
});
