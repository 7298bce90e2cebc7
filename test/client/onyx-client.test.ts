import { inspect } from 'node:util';
import {
  CreateOrderDocument,
  type CreateOrderInput,
  OnyxClient,
  OnyxError,
  ViewerDocument,
} from '../../src/client/index.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';

const INPUT: CreateOrderInput = { packageId: 'onyx-connect-japan-10gb-30d', partnerOrderId: 'A-1' };

const server = new PartnerServer();
let url: string;
let client: OnyxClient;

beforeAll(async () => {
  url = await server.listen();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  client = new OnyxClient({ credential: CREDENTIAL, url, retry: false });
});

/** What Node says of a name with several addresses. */
const addresses = (...codes: readonly string[]) =>
  new AggregateError(codes.map((code) => Object.assign(new Error('connect'), { code })));

/** What a promise is refused with. */
const refusalOf = async (promise: Promise<unknown>): Promise<OnyxError> => {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OnyxError)) throw new Error(`not an OnyxError: ${inspect(error)}`);
  return error;
};

const refuse = (status: number, extensions: object, more: object = {}) => {
  const error = { message: 'It cannot be.', path: ['createOrder'], extensions: { requestId: 'req-1', ...extensions } };
  server.respond = () => ({ status, body: { errors: [error], ...more } });
};

describe('a request', () => {
  test('is a POST to /graphql under the URL, in the media type of GraphQL over HTTP, with the credential', async () => {
    server.respond = () => ({ body: { data: { viewer: { mode: 'SANDBOX' } } } });
    await new OnyxClient({ credential: CREDENTIAL, url: `${url}/partners/` }).viewer();
    const [received] = server.received;
    expect(received).toMatchObject({
      method: 'POST',
      path: '/partners/graphql',
      headers: {
        accept: 'application/graphql-response+json',
        'content-type': 'application/json',
        authorization: `Bearer ${CREDENTIAL}`,
      },
    });
    expect(received?.headers).not.toHaveProperty('idempotency-key');
    expect(JSON.parse(received?.body ?? '')).toEqual({ query: String(ViewerDocument), variables: {} });
  });

  test('gives what the method is named after', async () => {
    server.respond = () => ({ body: { data: { viewer: { mode: 'SANDBOX' } } } });
    expect(await client.viewer()).toEqual({ mode: 'SANDBOX' });
  });

  test('carries its idempotency key whole, whatever is in it', async () => {
    server.respond = () => ({ body: { data: { createOrder: { replayed: false } } } });
    await client.createOrder(INPUT, { idempotencyKey: ' a "key\\ ' });
    expect(server.received[0]?.headers['idempotency-key']).toBe('" a \\"key\\\\ "');
    expect(JSON.parse(server.received[0]?.body ?? '').variables).toEqual({ input: INPUT });
  });

  test('says whether the key was used before', async () => {
    const body = { data: { createOrder: { replayed: true } } };
    server.respond = () => ({ body, headers: { 'idempotent-replayed': 'true' } });
    const options = { idempotencyKey: 'k' };
    expect(await client.request(CreateOrderDocument, { input: INPUT }, options)).toMatchObject({
      replayed: true,
      requestId: 'req-1',
    });
    server.respond = () => ({ body });
    expect(await client.request(CreateOrderDocument, { input: INPUT }, options)).toMatchObject({ replayed: false });
  });

  test('is not sent with a key that no header can carry', async () => {
    for (const idempotencyKey of ['', 'a\nb', 'schlüssel', 'x'.repeat(256)]) {
      await expect(client.createOrder(INPUT, { idempotencyKey })).rejects.toThrow(TypeError);
    }
    expect(server.received).toEqual([]);
  });

  test('does not compile with a key where none is taken, or with variables that the document does not have', () => {
    const uncompilable = () => {
      // @ts-expect-error a query takes no key
      void client.viewer({ idempotencyKey: 'k' });
      // @ts-expect-error an order is named in one way
      void client.order({ id: 'ord_1', partnerOrderId: 'A-1' });
      const made = client.createWebhookEndpoint({ url: 'https://a.example', eventTypes: ['*'], signature: 'ED25519' });
      // @ts-expect-error such an endpoint has a public key in place of a secret
      void made.then(({ secret }): string => secret);
      // @ts-expect-error the document has no such variable
      void client.request(CreateOrderDocument, { order: INPUT });
    };
    expect(uncompilable).toBeInstanceOf(Function);
  });
});

describe('a refusal', () => {
  test('says its code, what to do, whether money moved, and the details of the code', async () => {
    refuse(402, {
      code: 'INSUFFICIENT_BALANCE',
      retry: 'later',
      next: 'Fund the wallet.',
      moneyMoved: false,
      shortfall: { amount: '3.00', currency: 'USD' },
    });
    const error = await refusalOf(client.createOrder(INPUT, { idempotencyKey: 'k' }));
    expect(error).toMatchObject({
      name: 'InsufficientBalanceError',
      message: 'INSUFFICIENT_BALANCE: It cannot be. (shortfall 3.00 USD; req-1)',
      code: 'INSUFFICIENT_BALANCE',
      retry: 'later',
      next: 'Fund the wallet.',
      moneyMoved: false,
      path: ['createOrder'],
      requestId: 'req-1',
      httpStatus: 402,
      details: { shortfall: { amount: '3.00', currency: 'USD' } },
      data: null,
    });
    expect(error.details).toEqual({ shortfall: { amount: '3.00', currency: 'USD' } });
  });

  test('of a part keeps the rest of the answer', async () => {
    const data = { order: { id: 'ord_1', netPrice: null } };
    const forbidden = { message: 'No.', path: ['order', 'netPrice'], extensions: { code: 'FORBIDDEN' } };
    const broken = { message: 'Oh.', path: ['order', 'esim'], extensions: { code: 'INTERNAL' } };
    server.respond = () => ({ body: { data, errors: [forbidden, broken] } });
    const error = await refusalOf(client.order({ id: 'ord_1' }, { money: true, esim: true }));
    expect(error).toMatchObject({ code: 'FORBIDDEN', path: ['order', 'netPrice'], httpStatus: 200, data });
    expect(error.refusals.map(({ code }) => code)).toEqual(['FORBIDDEN', 'INTERNAL']);
  });

  test('without the facts that this API adds is still one, and claims nothing about money', async () => {
    server.respond = () => ({ body: { errors: [{ message: 'No.' }, null] } });
    expect(await refusalOf(client.viewer())).toMatchObject({ code: 'INTERNAL', retry: 'same_key', moneyMoved: null });
  });
});

describe('a request without an answer', () => {
  const network = { code: 'NETWORK', retry: 'same_key', requestId: null, httpStatus: null, data: null };

  test('leaves open whether money moved, where it was a change', async () => {
    server.respond = () => 'reset';
    const message = 'NETWORK: The connection ended before an answer.';
    const change = await refusalOf(client.createOrder(INPUT, { idempotencyKey: 'k' }));
    expect(change).toMatchObject({
      ...network,
      message: `${message} The change may have been made.`,
      moneyMoved: null,
    });
    expect(await refusalOf(client.viewer())).toMatchObject({ ...network, message, moneyMoved: false });
  });

  test.each([
    ['where nobody listens', 'http://127.0.0.1'],
    ['at a name of no machine', 'http://no-such-machine.invalid'],
    ['at none of the addresses of a name', 'http://localhost'],
  ])('knows that nothing was sent %s', async (_where, nowhere) => {
    const closed = new PartnerServer();
    const { port } = new URL(await closed.listen());
    await closed.close();
    const away = new OnyxClient({ credential: CREDENTIAL, url: `${nowhere}:${port}`, retry: false });
    const change = await refusalOf(away.createOrder(INPUT, { idempotencyKey: 'k' }));
    const message = 'NETWORK: No connection to the server: nothing was sent.';
    expect(change).toMatchObject({ ...network, message, moneyMoved: false, next: expect.stringContaining('once') });
  });

  test.each([
    ['Bun', Object.assign(new Error('Unable to connect.'), { code: 'ConnectionRefused' }), false],
    ['Bun, which lost it', Object.assign(new Error('The socket connection was closed.'), { code: 'ECONNRESET' }), null],
    ['Deno', new TypeError('error sending request for url (http://a/): client error (Connect): dns error'), false],
    [
      'Deno, which lost it',
      new TypeError('error sending request for url (http://a/): client error (SendRequest)'),
      null,
    ],
    ['a runtime that says nothing', null, null],
    [
      'Node, of two addresses',
      new TypeError('fetch failed', { cause: addresses('ECONNREFUSED', 'EHOSTUNREACH') }),
      null,
    ],
  ])('is read as it is told by %s', async (_who, thrown, moneyMoved) => {
    const fetch = () => Promise.reject(thrown);
    const elsewhere = new OnyxClient({ credential: CREDENTIAL, url, fetch, retry: false });
    expect(await refusalOf(elsewhere.createOrder(INPUT, { idempotencyKey: 'k' }))).toMatchObject({ moneyMoved });
  });

  test('ends after its time', async () => {
    server.respond = () => null;
    const error = await refusalOf(client.viewer({ timeoutMs: 50 }));
    expect(error).toMatchObject({ ...network, message: 'NETWORK: No answer came in time.' });
  });

  test('ends when its caller gives up', async () => {
    server.respond = () => null;
    const reason = new Error('enough');
    const error = await refusalOf(client.viewer({ signal: AbortSignal.abort(reason) }));
    expect(error).toMatchObject({ ...network, code: 'ABORTED', cause: reason });
  });

  test('is what a gateway without this API behind it gives', async () => {
    for (const body of ['<html>Bad Gateway</html>', '[]', '{}', '{"data":null}', '']) {
      server.respond = () => ({ status: 502, body });
      expect(await refusalOf(client.viewer())).toMatchObject({ code: 'NETWORK', retry: 'same_key', httpStatus: 502 });
    }
  });

  test('is what a redirect gives: the credential goes nowhere else', async () => {
    server.respond = () => ({ status: 307, headers: { location: `${url}/elsewhere` }, body: '' });
    expect(await refusalOf(client.viewer())).toMatchObject({ ...network, requestId: 'req-1', httpStatus: 307 });
    expect(server.received).toHaveLength(1);
  });
});

describe('the credential', () => {
  const shown = (value: unknown): string =>
    [
      inspect(value, { depth: 20, showHidden: true }),
      JSON.stringify(value),
      String(value),
      value instanceof Error ? value.stack : '',
    ].join('\n');

  test('is in nothing that the client shows of itself', () => {
    expect(shown(client)).not.toContain(CREDENTIAL);
  });

  test('is in no failure', async () => {
    const failures = [
      await refusalOf(new OnyxClient({ credential: CREDENTIAL, url: 'http://127.0.0.1:1', retry: false }).viewer()),
      await refusalOf(client.viewer({ signal: AbortSignal.abort() })),
    ];
    refuse(401, { code: 'UNAUTHENTICATED' });
    failures.push(await refusalOf(client.viewer()));
    for (const failure of failures) expect(shown(failure)).not.toContain(CREDENTIAL);
  });

  test('is not shown where it is refused for its characters', () => {
    const secret = `${CREDENTIAL}\nX`;
    const make = () => new OnyxClient({ credential: secret, url });
    expect(make).toThrow(TypeError);
    try {
      make();
    } catch (error) {
      expect(shown(error)).not.toContain(CREDENTIAL);
    }
  });
});
