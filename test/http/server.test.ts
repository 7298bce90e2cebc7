import { connect } from 'node:net';
import { PAGE_QUERY } from '../graphql-engine/fixture.ts';
import { startServer, type TestServer } from './harness.ts';

const bodyOf = async (response: Response) => JSON.parse(await response.text());
const codeOf = async (response: Response): Promise<unknown> => (await bodyOf(response)).errors[0].extensions.code;

describe('the HTTP server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterEach(() => {
    server.state.isReady = true;
    server.state.isAway = false;
    server.log.lines.length = 0;
  });
  afterAll(() => server.stop());

  const requests = () => server.log.lines.filter(({ message, level }) => message === 'request' && level === 'info');

  test('a page is answered, logged in one line of allowed fields, and counted', async () => {
    const response = await server.post({ query: PAGE_QUERY, variables: { first: 3 } }, { 'x-request-id': 'mine-1' });
    expect([response.status, response.headers.get('x-request-id')]).toEqual([200, 'mine-1']);
    expect((await bodyOf(response)).data.packages.edges).toHaveLength(3);
    expect(server.log.lines).toEqual([
      {
        level: 'info',
        message: 'request',
        fields: {
          requestId: 'mine-1',
          method: 'POST',
          route: '/graphql',
          httpStatus: 200,
          durationMs: expect.any(Number),
          mode: 'sandbox',
          organisationId: 'org_fixture',
          credentialId: 'crd_fixture',
          operationType: 'query',
          operationName: 'Page',
          replayed: false,
          cost: 10,
          documentHash: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
      },
    ]);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain(
      'onyx_graphql_requests_total{mode="sandbox",operation="query",field="packages",status="200",code="OK"}',
    );
  });

  test('every way to lack a credential is told before the body is read, and what the header lacks with it', async () => {
    const ask = async (authorization: string | null) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-request-id': 'r',
          ...(authorization === null ? {} : { authorization }),
        },
        body: '{ not even JSON',
      });
      return [response.status, response.headers.get('www-authenticate'), await response.text()];
    };
    const ways = [
      [null, 'no_header'],
      ['Basic abc', 'not_bearer'],
      ['Bearer', 'not_bearer'],
      [`Bearer ${'x'.repeat(5_000)}`, 'not_bearer'],
      ['Bearer onyx_sandbox_unknown', 'not_whole'],
    ] as const;
    for (const [authorization, reason] of ways) {
      const [status, challenge, text] = await ask(authorization);
      expect([status, challenge]).toEqual([401, 'Bearer']);
      expect(JSON.parse(String(text)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', reason } }]);
    }
    const get = await fetch(`${server.url}/graphql?query={__schema{queryType{name}}}`);
    expect(get.status).toBe(401);
  });

  test.each([
    ['says how long it is', JSON.stringify({ query: 'x'.repeat(2_000_000) }), 2_000_012],
    ['does not', new Blob([JSON.stringify({ query: 'x'.repeat(2_000_000) })]).stream(), null],
  ])('a body that is too large and %s is told the limit', async (_what, body, actual) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer onyx_sandbox_all' },
      body,
      duplex: 'half',
    });
    const { errors } = JSON.parse(await response.text());
    expect(errors[0].extensions).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', limit: 262_144, actual });
  });

  const ok = { query: '{ viewer }' };
  test.each<[string, () => Promise<Response>, number, string]>([
    ['a body of 2 MB', () => server.post({ query: `{ viewer } #${'x'.repeat(2_000_000)}` }), 413, 'PAYLOAD_TOO_LARGE'],
    [
      'a wrong content type',
      () => server.post('query', { 'content-type': 'text/plain' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a form',
      () => server.post('query=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'another charset',
      () => server.post(ok, { 'content-type': 'application/json; charset=latin1' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['invalid UTF-8', () => server.post(Buffer.from([0x7b, 0xff, 0x7d])), 400, 'BAD_REQUEST'],
    ['invalid JSON', () => server.post('{"query": '), 400, 'BAD_REQUEST'],
    ['a batch', () => server.post([ok, ok]), 400, 'BAD_REQUEST'],
    ['no document', () => server.post({ variables: {} }), 400, 'BAD_REQUEST'],
    [
      'a persisted query whose hash is none',
      () => server.post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } }, ...ok }),
      400,
      'BAD_REQUEST',
    ],
    ['an Accept of HTML', () => server.post(ok, { accept: 'text/html' }), 406, 'NOT_ACCEPTABLE'],
    [
      'ten thousand aliases',
      () => server.post({ query: `{${Array.from({ length: 10_000 }, (_, i) => `a${i}:viewer `).join('')}}` }),
      400,
      'OPERATION_TOO_LARGE',
    ],
    [
      'a query 200 deep',
      () => server.post({ query: `${'{a'.repeat(200)}${'}'.repeat(200)}` }),
      400,
      'OPERATION_TOO_LARGE',
    ],
    [
      'a mutation by GET',
      () =>
        fetch(`${server.url}/graphql?query=mutation{__typename}`, {
          headers: { authorization: 'Bearer onyx_sandbox_all' },
        }),
      405,
      'METHOD_NOT_ALLOWED',
    ],
    ['another method', () => fetch(`${server.url}/graphql`, { method: 'DELETE' }), 405, 'METHOD_NOT_ALLOWED'],
    ['another path', () => fetch(`${server.url}/`), 404, 'NOT_FOUND'],
    ['a broken URL', () => fetch(`${server.url}/%zz`), 400, 'BAD_REQUEST'],
  ])(
    '%s gets a coded refusal and one log line, and the next request is answered',
    async (_what, send, status, code) => {
      const response = await send();
      expect([response.status, response.headers.get('content-type')]).toEqual([
        status,
        expect.stringContaining('json'),
      ]);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      const text = await response.text();
      expect(JSON.parse(text).errors[0].extensions).toMatchObject({
        code,
        requestId: response.headers.get('x-request-id'),
      });
      expect(text).not.toMatch(/stack|node_modules|Did you mean/);
      expect(requests().map(({ fields }) => [fields.httpStatus, fields.codes])).toEqual([[status, [code]]]);
      if (status === 405) expect(response.headers.get('allow')).toContain('POST');
      expect((await server.post(ok)).status).toBe(200);
    },
  );

  test('what is not HTTP is answered with a coded 400 and one log line', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write('NOT HTTP\r\n\r\n'));
      let text = '';
      socket.on('data', (data) => {
        text += data.toString();
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(requests()).toHaveLength(1);
  });

  test('the status is the code’s, but 200 for a client of application/json alone', async () => {
    const query = '{ orders(first: 0) { id } }';
    expect((await server.post({ query })).status).toBe(400);
    expect((await server.post({ query }, { accept: 'application/graphql-response+json' })).status).toBe(400);
    const json = await server.post({ query }, { accept: 'application/json' });
    expect([json.status, await codeOf(json)]).toEqual([200, 'BAD_USER_INPUT']);
  });

  test('a key in the header reaches the resolver and a repeat is marked', async () => {
    const query = 'mutation { createOrder(input: { packageId: "p", partnerOrderId: "o" }) { key } }';
    const first = await server.post({ query }, { 'idempotency-key': 'once' });
    expect([await first.json(), first.headers.get('idempotent-replayed')]).toEqual([
      { data: { createOrder: { key: 'once' } } },
      null,
    ]);
    const again = await server.post({ query }, { 'idempotency-key': 'again' });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(requests()[1]?.fields).toMatchObject({ replayed: true, orderIds: ['ord_new'] });
  });

  test('a request id that is not safe is replaced', async () => {
    const response = await server.post(ok, { 'x-request-id': 'a b<script>' });
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-z]{26}$/);
  });

  test('readiness follows the database; a request meanwhile is UNAVAILABLE', async () => {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    server.state.isReady = false;
    server.state.isAway = true;
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const response = await server.post(ok);
    expect([response.status, await codeOf(response)]).toEqual([503, 'UNAVAILABLE']);
  });

  test('draining answers what is in flight, then closes', async () => {
    const own = await startServer();
    const flying = Promise.all(Array.from({ length: 20 }, () => own.post({ query: PAGE_QUERY })));
    await new Promise((resolve) => setImmediate(resolve));
    const answers = await flying;
    const late = own.post({ query: PAGE_QUERY });
    await own.stop();
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(
      await late.then(
        ({ status }) => status,
        () => 'refused',
      ),
    ).toEqual(expect.anything());
    await expect(own.post({ query: PAGE_QUERY })).rejects.toThrow();
  });
});
