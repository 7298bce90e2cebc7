import { inspect } from 'node:util';
import {
  AbortedError,
  type ClientOptions,
  type CreateOrderInput,
  NetworkError,
  OnyxClient,
  OnyxError,
} from '../../src/client/index.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';
import { StillRuntime } from './still-runtime.ts';

const INPUT: CreateOrderInput = { packageId: 'onyx-connect-japan-10gb-30d', partnerOrderId: 'A-1' };

const ORDER = { body: { data: { createOrder: { replayed: false, order: { id: 'ord_1' } } } } };
const VIEWER = { body: { data: { viewer: { mode: 'SANDBOX' } } } };
const HTML = (status: number) => ({ status, body: '<html>away</html>' });

const refusal = (code: string, retry: string, moneyMoved: boolean | null = false, headers = {}) => ({
  status: 500,
  headers,
  body: { errors: [{ message: 'It cannot be.', extensions: { code, retry, moneyMoved } }] },
});

const transient = (code: string, isTransient: boolean) => ({
  status: 500,
  body: { errors: [{ message: 'It cannot be.', extensions: { code, retry: 'same_key', isTransient } }] },
});

const server = new PartnerServer();
let url: string;
let runtime: StillRuntime;
let client: OnyxClient;

const open = (options: Partial<ClientOptions> = {}) =>
  new OnyxClient({ credential: CREDENTIAL, url, runtime, ...options });

beforeAll(async () => {
  url = await server.listen();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  server.respond = () => VIEWER;
  runtime = new StillRuntime();
  client = open();
});

const refusalOf = async (promise: Promise<unknown>): Promise<OnyxError> => {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OnyxError)) throw new Error(`not an OnyxError: ${inspect(error)}`);
  return error;
};

const keysSent = () => server.received.map(({ headers }) => headers['idempotency-key']);

describe('what passes by itself is asked again', () => {
  test.each([
    ['a reset connection', 'reset' as const],
    ['a gateway that is busy', HTML(429)],
    ['a gateway that finds no server', HTML(502)],
    ['a server that is away', HTML(503)],
    ['a gateway that waited too long', HTML(504)],
    ['a refusal that says UNAVAILABLE', refusal('UNAVAILABLE', 'same_key')],
    ['a refusal that says INTERNAL', refusal('INTERNAL', 'same_key', null)],
    ['a refusal that says RATE_LIMITED', refusal('RATE_LIMITED', 'later')],
    ['a refusal that says IDEMPOTENCY_IN_PROGRESS', refusal('IDEMPOTENCY_IN_PROGRESS', 'same_key')],
    ['something new of which the server says that it passes', transient('SOMETHING_NEW', true)],
  ])('%s', async (_what, first) => {
    server.respondNext(first, VIEWER);
    expect(await client.viewer()).toEqual({ mode: 'SANDBOX' });
    expect(server.received).toHaveLength(2);
  });

  test('an answer that does not come in time', async () => {
    server.respondNext(null, VIEWER);
    expect(await client.viewer({ timeoutMs: 50 })).toEqual({ mode: 'SANDBOX' });
  });
});

describe('what asking again does not change is thrown at once', () => {
  test.each([
    ['the input must change', refusal('BAD_USER_INPUT', 'same_key')],
    ['the wallet must be funded', refusal('INSUFFICIENT_BALANCE', 'later')],
    ['the price is another one', refusal('PRICE_CHANGED', 'same_key')],
    ['the key is used', refusal('IDEMPOTENCY_CONFLICT', 'new_key')],
    ['a newer server says something new', refusal('SOMETHING_NEW', 'same_key')],
    ['the server says that it does not pass', transient('INTERNAL', false)],
    ['there is another server at the URL', HTML(404)],
    ['there is a redirect', { status: 307, headers: { location: '/elsewhere' }, body: '' }],
  ])('%s', async (_what, given) => {
    server.respond = () => given;
    expect(await refusalOf(client.createOrder(INPUT))).toMatchObject({ attempts: 1, isTransient: false });
    expect(server.received).toHaveLength(1);
    expect(runtime.slept).toEqual([]);
  });

  test('also where it stands beside something that passes', async () => {
    const errors = [refusal('INTERNAL', 'same_key'), refusal('FORBIDDEN', 'never')].flatMap(({ body }) => body.errors);
    server.respond = () => ({ body: { data: { viewer: null }, errors } });
    expect(await refusalOf(client.viewer())).toMatchObject({ attempts: 1 });
  });
});

describe('a change', () => {
  test('is sent with the same key until it is answered', async () => {
    server.respondNext('reset', HTML(503), refusal('IDEMPOTENCY_IN_PROGRESS', 'same_key'), ORDER);
    const answer = await client.createOrder(INPUT, { idempotencyKey: 'mine' });
    expect(answer.order.id).toBe('ord_1');
    expect(keysSent()).toEqual(['"mine"', '"mine"', '"mine"', '"mine"']);
  });

  test('gets a key where its caller gives none, and the caller has it before the first attempt', async () => {
    server.respondNext('reset', ORDER);
    const seen: unknown[] = [];
    const onKey = async (key: string) => {
      await Promise.resolve();
      seen.push([key, server.received.length]);
    };
    await client.createOrder(INPUT, { onKey });
    expect(seen).toEqual([['made-1', 0]]);
    expect(keysSent()).toEqual(['"made-1"', '"made-1"']);
    server.respondNext(ORDER);
    await client.createOrder(INPUT);
    expect(keysSent().at(-1)).toBe('"made-2"');
  });

  test('is not sent where its key could not be kept', async () => {
    const onKey = () => Promise.reject(new Error('the disk is full'));
    await expect(client.createOrder(INPUT, { onKey })).rejects.toThrow('the disk is full');
    expect(server.received).toEqual([]);
  });

  test('without a key is sent once, whatever becomes of it', async () => {
    server.respond = () => 'reset';
    const changes = [
      () => client.createOrder(INPUT, { idempotencyKey: null }),
      () => client.sandboxFundWallet('5.00'),
      () => client.createWebhookEndpoint({ url: 'https://partner.example', eventTypes: ['*'] }),
    ];
    for (const change of changes) {
      expect(await refusalOf(change())).toMatchObject({ code: 'NETWORK', attempts: 1, idempotencyKey: null });
    }
    expect(server.received).toHaveLength(changes.length);
  });

  test.each([
    ['# a query {\nmutation { sandboxFundWallet(amount: "1") { currency } }', 1],
    ['fragment F on Wallet { currency } mutation { sandboxFundWallet(amount: "createOrder") { ...F } }', 1],
    ['mutation { createOrder(input: { packageId: "a", partnerOrderId: "b" }) @idempotent(key: "k") { replayed } }', 2],
    [
      'mutation M($k: String!) { cancelOrder(input: { orderId: "a" })@idempotent(key: $k) { ...F } } fragment F on X { id }',
      2,
    ],
    [
      'mutation { a: createOrder(input: $i) @idempotent(key: "1") { id }, b: createOrder(input: $j) @idempotent(key: "2") { id } }',
      2,
    ],
    ['mutation { a: createOrder(input: $i) @idempotent(key: "1") { id } b: createOrder(input: $j) { id } }', 1],
    ['mutation { createOrder(input: $i) @idempotent(key: "1") { id } sandboxFundWallet(amount: "1") { currency } }', 1],
    ['mutation { sandboxFundWallet(amount: "1") @idempotent(key: "1") { currency } }', 1],
    [
      'mutation { createOrder(input: $i) @idempotent(key: "1") { id } ...More } fragment More on Mutation { createOrder { id } }',
      1,
    ],
    ['mutation($i: CreateOrderInput!) { mine: createOrder(input: $i) { replayed } }', 2],
    [
      'mutation M($i: CreateOrderInput = {packageId: "a"}) { createOrder(input: $i) @include(if: true) { ...F } } fragment F on CreateOrderPayload { replayed }',
      2,
    ],
    ['mutation { cancelOrder(input: { orderId: "(" }) { replayed } }', 2],
    ['mutation { createOrder: sandboxFundWallet(amount: "5.00") { currency } }', 1],
    ['mutation { requestRefund(input: $i) { replayed } sandboxFundWallet(amount: "5.00") { currency } }', 1],
    ['mutation { sandboxFundWallet(amount: "5.00") { createOrder: currency } }', 1],
    ['mutation { ...F } fragment F on Mutation { createOrder(input: $i) { replayed } sandboxReset { seconds } }', 1],
    ['mutation A { createOrder(input: $i) { replayed } } mutation B { createOrder(input: $i) { replayed } }', 1],
    ['query mutation { viewer { mode } }', 1],
    ['query { order(by: { id: "mutation {" }) { id } }', 2],
  ])('is told from a query in any document: %s', async (document, attempts) => {
    server.respond = () => 'reset';
    const error = await refusalOf(client.request({ toString: () => document }, {}, { retry: { attempts: 2 } }));
    expect(error.attempts).toBe(attempts);
  });

  test('leaves open whether money moved once one attempt had no answer, whatever is refused later', async () => {
    server.respondNext('reset', refusal('INSUFFICIENT_BALANCE', 'later', false));
    const error = await refusalOf(client.createOrder(INPUT));
    expect(error).toMatchObject({ code: 'INSUFFICIENT_BALANCE', moneyMoved: null, attempts: 2 });
    expect(error.idempotencyKey).toBe('made-1');
    expect(error.message).toBe('INSUFFICIENT_BALANCE: It cannot be. (req-1)');
    server.respondNext(refusal('UNAVAILABLE', 'same_key'), refusal('INSUFFICIENT_BALANCE', 'later', false));
    expect(await refusalOf(client.createOrder(INPUT))).toMatchObject({ moneyMoved: false });
  });
});

test('a change of which one attempt had no answer stays open, though the next one had no connection', async () => {
  let calls = 0;
  const fetch = () => {
    calls += 1;
    const code = calls === 1 ? 'ECONNRESET' : 'ECONNREFUSED';
    return Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) }));
  };
  const error = await refusalOf(open({ fetch, retry: { attempts: 2 } }).createOrder(INPUT));
  expect(error).toMatchObject({ moneyMoved: null, attempts: 2 });
  expect(error.message).toBe('NETWORK: No connection to the server: this time nothing was sent.');
});

describe('a pause', () => {
  test('is by chance, up to twice as long each time, and has an end', async () => {
    server.respond = () => 'reset';
    const error = await refusalOf(client.viewer({ retry: { attempts: 6, baseMs: 1_000, capMs: 5_000 } }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.attempts).toBe(6);
    expect(runtime.slept).toEqual([500, 1_000, 2_000, 2_500, 2_500]);
  });

  test('is no shorter than the server asks for, for every call of the client', async () => {
    server.respondNext(refusal('RATE_LIMITED', 'later', false, { 'retry-after': '3' }), VIEWER);
    const start = runtime.now().getTime();
    await client.viewer();
    expect(runtime.now().getTime() - start).toBeGreaterThanOrEqual(3_000);
    server.respondNext(refusal('RATE_LIMITED', 'later', false, { 'retry-after': '20' }));
    await refusalOf(client.viewer({ retry: { attempts: 1 } }));
    const limited = runtime.now().getTime();
    await client.viewer();
    expect(runtime.now().getTime() - limited).toBeGreaterThanOrEqual(20_000);
  });

  test('is as long as a date says', async () => {
    const date = new Date(runtime.now().getTime() + 7_000).toUTCString();
    server.respondNext({ ...HTML(503), headers: { 'retry-after': date } }, VIEWER);
    const start = runtime.now().getTime();
    await client.viewer();
    expect(runtime.now().getTime() - start).toBeGreaterThanOrEqual(7_000);
  });

  test('that would be longer than the caller is patient is left to the caller', async () => {
    server.respond = () => refusal('RATE_LIMITED', 'later', false, { 'retry-after': '60' });
    expect(await refusalOf(client.viewer())).toMatchObject({ attempts: 1, retryAfterMs: 60_000 });
    expect(await refusalOf(client.viewer())).toMatchObject({ attempts: 1 });
    expect(runtime.slept).toEqual([]);
  });

  test('is made before a request of which the allowance says that it would be refused', async () => {
    const ratelimit = '"credential";r=1500;t=9, "organisation";r=0;t=4';
    server.respondNext({ ...VIEWER, headers: { ratelimit } });
    await client.viewer();
    expect(runtime.slept).toEqual([]);
    await client.viewer();
    expect(runtime.slept).toEqual([4_000 + 125]);
    await client.viewer();
    expect(runtime.slept).toHaveLength(1);
  });

  test('is not made where the caller wants none', async () => {
    server.respond = () => refusal('RATE_LIMITED', 'later', false, { 'retry-after': '1' });
    const impatient = open({ retry: false });
    await refusalOf(impatient.viewer());
    await refusalOf(impatient.viewer());
    expect(runtime.slept).toEqual([]);
    expect(server.received).toHaveLength(2);
  });
});

describe('a caller that gives up', () => {
  test('in the middle of a pause ends the call, with what is known of the money', async () => {
    server.respond = () => 'reset';
    const giveUp = new AbortController();
    const reason = new Error('enough');
    runtime.onSleep = () => giveUp.abort(reason);
    const error = await refusalOf(client.createOrder(INPUT, { signal: giveUp.signal }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ code: 'ABORTED', cause: reason, moneyMoved: null, idempotencyKey: 'made-1' });
    expect(server.received).toHaveLength(1);
  });

  test('on a real machine does not wait for the end of the pause', async () => {
    const giveUp = new AbortController();
    const real = new OnyxClient({ credential: CREDENTIAL, url, retry: { baseMs: 3_600_000, capMs: 3_600_000 } });
    server.respond = () => {
      setImmediate(() => giveUp.abort());
      return HTML(503);
    };
    expect(await refusalOf(real.viewer({ signal: giveUp.signal }))).toMatchObject({ code: 'ABORTED' });
  });

  test('before the first attempt has sent nothing', async () => {
    const error = await refusalOf(client.createOrder(INPUT, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'ABORTED', moneyMoved: false, attempts: 0 });
    expect(server.received).toEqual([]);
  });
});
