import { type DeliveryAttempt, listAttempts, listDeliveries, retryAt } from '../../src/domains/webhooks/index.ts';
import { answer, type Behaviour, breakOff, flood, hang, Receiver } from '../support/receiver.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { deliveriesOf, eventsOf, openDispatcher, seedEndpoint, tellTimes } from '../support/webhooks.ts';

const EVENTS = 2;
const DAY_MS = 86_400_000;

/** Attempts that the schedule has within a day, and the one that comes after it. */
const ATTEMPTS = 8;

interface Misbehaviour {
  readonly behaviour: Behaviour;
  /** What an attempt comes to. */
  readonly failure: string;
  readonly httpStatus: number | null;
}

const MISBEHAVING: Readonly<Record<string, Misbehaviour>> = {
  '/broken': { behaviour: answer(500), failure: 'status', httpStatus: 500 },
  '/breaking-off': { behaviour: breakOff(200), failure: 'reset', httpStatus: 200 },
  '/redirecting': { behaviour: answer(302, { location: '/elsewhere' }), failure: 'redirect', httpStatus: 302 },
  '/flooding': { behaviour: flood(503), failure: 'status', httpStatus: 503 },
};

const clock = new TestClock();
let house: TestHouse;
let patient: ReturnType<typeof openDispatcher>;
let hasty: ReturnType<typeof openDispatcher>;
let receiver: Receiver;
let owner: SeededPartner;

beforeAll(async () => {
  house = await openTestHouse(clock);
  patient = openDispatcher(house, { timeoutMs: 30_000 });
  hasty = openDispatcher(house, { timeoutMs: 100 });
});

afterAll(async () => {
  await Promise.all([patient.close(), hasty.close()]);
  await house.close();
});

beforeEach(async () => {
  receiver = await Receiver.start();
  owner = await seedPartner(house);
});

afterEach(() => receiver.close());

const deliver = async ({ dispatcher } = patient): Promise<void> => {
  await dispatcher.fanOut(owner);
  await dispatcher.settle();
};

const nextDue = async (): Promise<number> => {
  const times = (await deliveriesOf(house, owner)).flatMap(({ next_attempt_at: at }) => (at ? [at.getTime()] : []));
  return Math.min(...times);
};

/** Has everything attempted that becomes due within this time, when it becomes due. */
const pass = async (ms: number, { dispatcher } = patient): Promise<void> => {
  const end = clock.now().getTime() + ms;
  for (let due = await nextDue(); due <= end; due = await nextDue()) {
    clock.advance(Math.max(0, due - clock.now().getTime()));
    await dispatcher.look();
    await dispatcher.settle();
  }
  clock.advance(end - clock.now().getTime());
};

const idsAt = (at: Receiver, path: string): readonly unknown[] =>
  at.all.filter((one) => one.path === path).map(({ headers }) => headers['webhook-id']);

/** What the history tells of an endpoint: each delivery with its attempts. */
const historyOf = async (endpointId: string) => {
  const page = await listDeliveries(house.database.tables(), owner, { endpointId }, { first: 100, after: null });
  const attempts = await listAttempts(
    house.database.tables(),
    page.rows.map(({ id }) => id),
  );
  return page.rows.map((delivery, index) => ({ ...delivery, history: attempts[index] ?? [] }));
};

/** When each attempt but the first one was due, by the schedule and the one before it. */
const dueTimes = (deliveryId: string, attempts: readonly DeliveryAttempt[]) =>
  attempts
    .slice(0, -1)
    .map(({ number, startedAt }) => retryAt({ deliveryId, number, endedAt: startedAt, retryAfterMs: null }));

const expectFailedForADay = async (endpointId: string, { failure, httpStatus }: Omit<Misbehaviour, 'behaviour'>) => {
  const deliveries = await historyOf(endpointId);
  expect(deliveries).toHaveLength(EVENTS);
  for (const { id, state, attempts, nextAttemptAt, history } of deliveries) {
    expect({ state, attempts, nextAttemptAt }).toEqual({ state: 'delivered', attempts: ATTEMPTS, nextAttemptAt: null });
    expect(history.map((attempt) => [attempt.number, attempt.failure, attempt.httpStatus])).toEqual([
      ...Array.from({ length: ATTEMPTS - 1 }, (_, n) => [n + 1, failure, httpStatus]),
      [ATTEMPTS, null, 200],
    ]);
    expect(history.slice(1).map(({ startedAt }) => startedAt)).toEqual(dueTimes(id, history));
  }
};

test('whatever a receiver does for a day, it gets every event under its own id, and the history tells each attempt', async () => {
  receiver.respond((response, received) => MISBEHAVING[received.path]?.behaviour(response, received));
  const away = await Receiver.start();
  const { port, url: awayUrl } = away;
  await away.close();
  const endpoints = new Map<string, string>();
  for (const path of Object.keys(MISBEHAVING)) {
    endpoints.set(path, (await seedEndpoint(house, owner, { url: receiver.url + path })).id);
  }
  const { id: awayId } = await seedEndpoint(house, owner, { url: `${awayUrl}/away` });
  await tellTimes(house, owner, EVENTS);
  await deliver();
  await pass(DAY_MS);

  receiver.respond(answer(200));
  const back = await Receiver.start({ port });
  await pass(DAY_MS);
  await back.close();

  const ids = (await eventsOf(house, owner)).map(({ id }) => id);
  expect(ids).toHaveLength(EVENTS);
  for (const [path, { failure, httpStatus }] of Object.entries(MISBEHAVING)) {
    await expectFailedForADay(endpoints.get(path) ?? '', { failure, httpStatus });
    expect(idsAt(receiver, path).toSorted()).toEqual(ids.flatMap((id) => Array(ATTEMPTS).fill(id)).toSorted());
  }
  await expectFailedForADay(awayId, { failure: 'refused', httpStatus: null });
  expect(idsAt(back, '/away').toSorted()).toEqual(ids.toSorted());
  expect(idsAt(receiver, '/elsewhere')).toEqual([]);
});

test('a receiver that hangs for a day gets every event in the end too', async () => {
  receiver.respond(hang);
  const { id } = await seedEndpoint(house, owner, { url: receiver.url });
  await tellTimes(house, owner, EVENTS);
  await deliver(hasty);
  await pass(DAY_MS, hasty);
  receiver.respond(answer(200));
  await pass(DAY_MS);
  await expectFailedForADay(id, { failure: 'timeout', httpStatus: null });
  expect(new Set(receiver.ids())).toEqual(new Set((await eventsOf(house, owner)).map((event) => event.id)));
});

test('a receiver that accepts with a body without an end is not read to its end, and is not sent to again', async () => {
  receiver.respond(flood(200));
  const { id } = await seedEndpoint(house, owner, { url: receiver.url });
  await tellTimes(house, owner, EVENTS);
  await deliver();
  await pass(DAY_MS);
  expect(receiver.all).toHaveLength(EVENTS);
  expect((await historyOf(id)).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(
    Array(EVENTS).fill('delivered 1'),
  );
});

test('a receiver that is gone is sent nothing more, and the others are told', async () => {
  receiver.respond((response, received) => answer(received.path === '/gone' ? 410 : 200)(response, received));
  const gone = await seedEndpoint(house, owner, { url: `${receiver.url}/gone` });
  await seedEndpoint(house, owner, { url: `${receiver.url}/witness`, eventTypes: ['webhook.*'] });
  await tellTimes(house, owner, 1);
  await deliver();
  await tellTimes(house, owner, EVENTS);
  await deliver();
  await pass(DAY_MS);
  const [told] = (await eventsOf(house, owner)).filter(({ type }) => type === 'webhook.endpoint_disabled');
  expect(told?.data).toMatchObject({ endpointId: gone.id, reason: 'GONE' });
  expect(idsAt(receiver, '/witness')).toEqual([told?.id]);
  expect(idsAt(receiver, '/gone')).toHaveLength(1);
  expect(await historyOf(gone.id)).toMatchObject([
    {
      state: 'failed',
      failure: 'gone',
      nextAttemptAt: null,
      history: [{ number: 1, failure: 'gone', httpStatus: 410 }],
    },
  ]);
});
