import type { ServerResponse } from 'node:http';
import type { Owner } from '../../src/kernel/actor.ts';
import { updateWebhookEndpoint } from '../../src/use-cases/update-webhook-endpoint.ts';
import { partnerCall } from '../support/orders.ts';
import { answer, type Behaviour, Receiver } from '../support/receiver.ts';
import { seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { deliveriesOf, eventsOf, openDispatcher, seedEndpoint, tellTimes } from '../support/webhooks.ts';

const LANES_MAX = 8;

/** Long enough that two processes meet at one endpoint, where they may. */
const ANSWER_MS = 5;
const EVENTS = 90;

/** The schedule's first delay, and what is added to a delay at the most. */
const FIRST_DELAY_MS = 5_000;
const JITTER = 1.2;

const clock = new TestClock();
let house: TestHouse;
let sending: ReturnType<typeof openDispatcher>;
let receiver: Receiver;

beforeAll(async () => {
  house = await openTestHouse(clock);
});

afterAll(() => house.close());

beforeEach(async () => {
  receiver = await Receiver.start();
  sending = openDispatcher(house);
});

afterEach(async () => {
  await sending.close();
  await receiver.close();
});

const deliver = async (owner: Owner): Promise<void> => {
  await sending.dispatcher.fanOut(owner);
  await sending.dispatcher.settle();
};

/** Keeps answers back until they are let go. */
const held = () => {
  const responses: ServerResponse[] = [];
  const behaviour: Behaviour = (response) => void responses.push(response);
  /** The oldest of them first. */
  const letGo = (...statuses: readonly number[]): void => {
    for (const status of statuses) responses.shift()?.writeHead(status).end();
  };
  return { behaviour, letGo };
};

const statesOf = async (owner: Owner) =>
  (await deliveriesOf(house, owner)).map(({ state, attempts }) => `${state} ${attempts}`);

test.each([
  [429, '120', 120_000],
  [503, '7200', 7_200_000],
  [503, '1', FIRST_DELAY_MS],
  [500, '7200', FIRST_DELAY_MS],
])(
  '%i with Retry-After %s: the next attempt is due after so long, and never before the schedule',
  async (status, seconds, waitMs) => {
    const owner = await seedPartner(house);
    await seedEndpoint(house, owner, { url: receiver.url });
    await tellTimes(house, owner, 1);
    receiver.respondNext(answer(status, { 'retry-after': seconds }));
    await deliver(owner);
    const [delivery] = await deliveriesOf(house, owner);
    const waits = (delivery?.next_attempt_at?.getTime() ?? 0) - clock.now().getTime();
    expect(waits).toBeGreaterThanOrEqual(waitMs);
    expect(waits).toBeLessThanOrEqual(waitMs * JITTER);
  },
);

/** Answers with this status a little later, and counts how many requests were in flight at the most. */
const counting = (status: number) => {
  let inFlight = 0;
  const counted = { most: 0 };
  const behaviour: Behaviour = (response) => {
    inFlight += 1;
    counted.most = Math.max(counted.most, inFlight);
    setTimeout(() => {
      inFlight -= 1;
      response.writeHead(status).end();
    }, 5);
  };
  return { behaviour, counted };
};

test('an endpoint that answers has at most 8 requests in flight; one that fails is left with one until it answers again', async () => {
  const owner = await seedPartner(house);
  await seedEndpoint(house, owner, { url: receiver.url });
  await tellTimes(house, owner, 20);
  const { behaviour, letGo } = held();
  receiver.respond(behaviour);
  await sending.dispatcher.fanOut(owner);
  await receiver.received(LANES_MAX);
  receiver.respond(answer(500));
  letGo(...Array(LANES_MAX).fill(500));
  await sending.dispatcher.settle();

  clock.advance(FIRST_DELAY_MS * JITTER);
  const stillFailing = counting(500);
  receiver.respond(stillFailing.behaviour);
  await sending.dispatcher.look();
  await sending.dispatcher.settle();
  expect(receiver.all).toHaveLength(40);
  expect(stillFailing.counted.most).toBe(1);

  clock.advance(600_000);
  const answering = counting(200);
  receiver.respond(answering.behaviour);
  await sending.dispatcher.look();
  await sending.dispatcher.settle();
  expect(answering.counted.most).toBeGreaterThan(1);
  expect(answering.counted.most).toBeLessThanOrEqual(LANES_MAX);
  expect(await statesOf(owner)).toEqual(Array(20).fill('delivered 3'));
});

test('a process that stops lets the attempts in flight end, begins no other, and leaves the rest due for the next one', async () => {
  const owner = await seedPartner(house);
  await seedEndpoint(house, owner, { url: receiver.url });
  await tellTimes(house, owner, 20);
  const { behaviour, letGo } = held();
  receiver.respond(behaviour);
  await sending.dispatcher.fanOut(owner);
  await receiver.received(LANES_MAX);
  const stopped = sending.dispatcher.stop();
  letGo(...Array(LANES_MAX).fill(200));
  await stopped;
  expect(receiver.all).toHaveLength(LANES_MAX);
  expect((await statesOf(owner)).toSorted()).toEqual([
    ...Array(LANES_MAX).fill('delivered 1'),
    ...Array(20 - LANES_MAX).fill('pending 0'),
  ]);
  receiver.respond(answer(200));
  await sending.close();
  sending = openDispatcher(house);
  await sending.dispatcher.look();
  await sending.dispatcher.settle();
  expect(await statesOf(owner)).toEqual(Array(20).fill('delivered 1'));
  expect(receiver.all).toHaveLength(20);
});

test('an event that was received while its endpoint was disabled is delivered; what the receiver refused meanwhile stays failed', async () => {
  const owner = await seedPartner(house);
  const { id: endpointId } = await seedEndpoint(house, owner, { url: receiver.url });
  await tellTimes(house, owner, 2);
  const { behaviour, letGo } = held();
  receiver.respond(behaviour);
  await sending.dispatcher.fanOut(owner);
  await receiver.received(2);
  await updateWebhookEndpoint(house, partnerCall(owner), {
    endpointId,
    choice: {},
    enabled: false,
    checkQuery: () => undefined,
  });
  expect(await statesOf(owner)).toEqual(['failed 0', 'failed 0']);
  letGo(200, 500);
  await sending.dispatcher.settle();
  expect(
    (await deliveriesOf(house, owner))
      .map(({ state, failure, attempts, http_status }) => [state, failure, attempts, http_status])
      .toSorted(),
  ).toEqual([
    ['delivered', null, 1, 200],
    ['failed', 'endpoint_disabled', 1, 500],
  ]);
});

test('two processes that look for the same work send each event once, whichever of them has the endpoint', async () => {
  const owner = await seedPartner(house);
  await seedEndpoint(house, owner, { url: receiver.url });
  const other = openDispatcher(house);
  receiver.respond((response) => setTimeout(() => response.end(), ANSWER_MS));
  for (let count = 1; count <= EVENTS; count += 1) {
    await tellTimes(house, owner, 1);
    await sending.dispatcher.fanOut(owner);
    // Now and then all is sent, so that one gives the endpoint back while the next event is on its way to it.
    if (count % 3 === 0) await receiver.received(count);
    await Promise.all([sending.dispatcher.look(), other.dispatcher.look()]);
  }
  await receiver.received(EVENTS);
  await Promise.all([sending.dispatcher.settle(), other.dispatcher.settle()]);
  await other.close();
  expect(receiver.ids().toSorted()).toEqual((await eventsOf(house, owner)).map((event) => event.id).toSorted());
});
