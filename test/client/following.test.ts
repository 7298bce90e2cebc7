import {
  AbortedError,
  type CreateOrderInput,
  OnyxClient,
  type Order,
  type UnknownWebhookEvent,
} from '../../src/client/index.ts';
import { CREDENTIAL } from './made-up-credential.ts';
import { PartnerServer } from './partner-server.ts';
import { StillRuntime } from './still-runtime.ts';

const INPUT: CreateOrderInput = { packageId: 'onyx-connect-japan-10gb-30d', partnerOrderId: 'A-1' };

type Status = Order['status'];

const order = (status: Status) => ({ body: { data: { order: { id: 'ord_1', status } } } });
const placed = (status: Status) => ({
  body: { data: { createOrder: { replayed: false, order: { id: 'ord_1', status } } } },
});
const refusal = (code: string) => ({
  status: 403,
  body: { errors: [{ message: 'It cannot be.', extensions: { code, retry: 'never', moneyMoved: false } }] },
});

const eventOf = (orderId: string | null): UnknownWebhookEvent => ({
  type: 'a type that this version does not know',
  timestamp: '2026-11-24T12:00:00.000Z',
  data: { id: 'evt_1', sequence: 1, mode: 'sandbox', occurredAt: '', orderId, partnerOrderId: null },
});

const server = new PartnerServer();
let url: string;
let runtime: StillRuntime;
let client: OnyxClient;

beforeAll(async () => {
  url = await server.listen();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  runtime = new StillRuntime();
  client = new OnyxClient({ credential: CREDENTIAL, url, runtime });
});

test('an order is placed once and followed to its end, and each of its states is told', async () => {
  server.respondNext(placed('RESERVED'), order('PROVISIONING'), order('PROVISIONING'), order('ESIM_READY'));
  const told: Status[] = [];
  const followed = await client.createOrderAndWait(INPUT, { onStatus: ({ status }) => told.push(status) });
  expect(followed).toEqual({
    order: { id: 'ord_1', status: 'ESIM_READY' },
    isSettled: true,
    refusal: null,
    replayed: false,
    idempotencyKey: 'made-1',
  });
  expect(told).toEqual(['RESERVED', 'PROVISIONING', 'ESIM_READY']);
  const names = server.received.map(({ body }) => /(?:mutation|query) (\w+)/.exec(body)?.[1]);
  expect(names).toEqual(['CreateOrder', 'Order', 'Order', 'Order']);
});

test('the pauses between two looks grow, and end at half a minute', async () => {
  server.respondNext(placed('RESERVED'), ...Array.from({ length: 7 }, () => order('PROVISIONING')), order('FAILED'));
  expect(await client.createOrderAndWait(INPUT)).toMatchObject({ order: { status: 'FAILED' }, isSettled: true });
  expect(runtime.slept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000].map((ms) => ms * 0.75));
});

test('an order that waits for a check by hand is given as it is', async () => {
  server.respondNext(placed('RESERVED'), order('MANUAL_REVIEW'));
  expect(await client.createOrderAndWait(INPUT)).toMatchObject({
    order: { status: 'MANUAL_REVIEW' },
    isSettled: false,
  });
});

test('an order that is not at its end when patience is, is given as it is', async () => {
  server.respond = () => order('PROVISIONING');
  const start = runtime.now().getTime();
  const followed = await client.waitForOrder({ partnerOrderId: 'A-1' }, { patienceMs: 5_000 });
  expect(followed).toMatchObject({ order: { status: 'PROVISIONING' }, isSettled: false });
  expect(runtime.now().getTime() - start).toBe(5_000);
});

test('a webhook about the order has it looked at at once, whether it comes in a pause or in the middle of a look', async () => {
  const real = new OnyxClient({ credential: CREDENTIAL, url, runtime: { random: () => 0.99 } });
  let looks = 0;
  server.respond = ({ body }) => {
    if (body.includes('mutation')) return placed('RESERVED');
    looks += 1;
    if (looks < 3) real.deliver(eventOf('ord_1'));
    return order(looks < 3 ? 'PROVISIONING' : 'ESIM_READY');
  };
  const waiting = real.createOrderAndWait(INPUT, {
    onStatus: ({ status }) => status === 'RESERVED' && setImmediate(() => real.deliver(eventOf('ord_1'))),
  });
  expect(await waiting).toMatchObject({ order: { status: 'ESIM_READY' }, isSettled: true });
  expect(looks).toBe(3);
});

test('a webhook about another order, or about none, changes nothing', async () => {
  server.respondNext(placed('RESERVED'), order('ESIM_READY'));
  runtime.onSleep = () => {
    client.deliver(eventOf('ord_2'));
    client.deliver(eventOf(null));
  };
  await client.createOrderAndWait(INPUT);
  expect(server.received).toHaveLength(2);
  expect(() => client.deliver(eventOf('ord_1'))).not.toThrow();
});

test('an API that is away for longer than a call is patient does not end the waiting', async () => {
  server.respondNext(placed('RESERVED'), ...Array.from({ length: 12 }, () => 'reset' as const), order('ESIM_READY'));
  expect(await client.createOrderAndWait(INPUT)).toMatchObject({ order: { status: 'ESIM_READY' }, isSettled: true });
});

test('a look that is refused for good ends the waiting, and the order is given as it was seen', async () => {
  server.respondNext(placed('RESERVED'), order('PROVISIONING'), refusal('FORBIDDEN'));
  const followed = await client.createOrderAndWait(INPUT);
  expect(followed).toMatchObject({ order: { id: 'ord_1', status: 'PROVISIONING' }, isSettled: false });
  expect(followed.refusal?.code).toBe('FORBIDDEN');
});

test('a look carries no key, for it changes nothing', async () => {
  server.respondNext(placed('RESERVED'), order('ESIM_READY'));
  const keys: string[] = [];
  await client.createOrderAndWait(INPUT, { idempotencyKey: 'mine', onKey: (key) => keys.push(key) });
  expect(keys).toEqual(['mine']);
  expect(server.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['"mine"', undefined]);
});

test('a caller that gives up, in a pause or in a look, has the key, and is not told that no money moved', async () => {
  for (const when of ['pause', 'look']) {
    const giveUp = new AbortController();
    runtime.onSleep = () => {
      if (when === 'pause') giveUp.abort();
    };
    server.respond = ({ body }) => {
      if (body.includes('mutation')) return placed('RESERVED');
      setImmediate(() => giveUp.abort());
      return null;
    };
    const ended = client.createOrderAndWait(INPUT, { idempotencyKey: when, signal: giveUp.signal });
    const error: unknown = await ended.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ moneyMoved: null, idempotencyKey: when });
  }
});
