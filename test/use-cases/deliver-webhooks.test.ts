import { listEndpoints } from '../../src/domains/webhooks/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { systemCall } from '../support/orders.ts';
import { answer, drop, hang, Receiver } from '../support/receiver.ts';
import { seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import {
  deliveriesOf,
  eventsOf,
  openDispatcher,
  orderReserved,
  seedEndpoint,
  tell,
  tellTimes,
} from '../support/webhooks.ts';

const clock = new TestClock();
let house: TestHouse;
let sending: ReturnType<typeof openDispatcher>;
let receiver: Receiver;

beforeAll(async () => {
  house = await openTestHouse(clock);
  sending = openDispatcher(house);
});

afterAll(async () => {
  await sending.close();
  await house.close();
});

beforeEach(async () => {
  receiver = await Receiver.start();
});

afterEach(() => receiver.close());

/** Brings what an owner was told to its endpoints, and sends what is due. */
const deliver = async (owner: Owner): Promise<void> => {
  await sending.dispatcher.fanOut(owner);
  await sending.dispatcher.settle();
};

const look = async (): Promise<void> => {
  await sending.dispatcher.look();
  await sending.dispatcher.settle();
};

const idsOf = async (owner: Owner) => (await eventsOf(house as House, owner)).map(({ id }) => id);

test('every event reaches every endpoint that wants it, once', async () => {
  const owner = await seedPartner(house);
  await seedEndpoint(house, owner, { url: `${receiver.url}/all` });
  await seedEndpoint(house, owner, { url: `${receiver.url}/orders`, eventTypes: ['order.*'] });
  await seedEndpoint(house, owner, { url: `${receiver.url}/failed`, eventTypes: ['order.failed'] });
  await tellTimes(house, owner, 30);
  await deliver(owner);
  const ids = (await idsOf(owner)).toSorted();
  const sentTo = (path: string) =>
    receiver.all.filter((one) => one.path === path).map(({ headers }) => String(headers['webhook-id']));
  expect(sentTo('/all').toSorted()).toEqual(ids);
  expect(sentTo('/orders').toSorted()).toEqual(ids);
  expect(sentTo('/failed')).toEqual([]);
  const states = (await deliveriesOf(house, owner)).map(({ state, attempts }) => `${state} ${attempts}`);
  expect(states).toEqual(Array(60).fill('delivered 1'));
});

test('a failed delivery is attempted again when its time has come, under the same id', async () => {
  const owner = await seedPartner(house);
  await seedEndpoint(house, owner, { url: receiver.url });
  await tellTimes(house, owner, 1);
  receiver.respondNext(answer(500), drop);
  await deliver(owner);
  await look();
  expect(receiver.all).toHaveLength(1);
  clock.advance(6_100);
  await look();
  expect(receiver.all).toHaveLength(2);
  clock.advance(361_000);
  await look();
  expect(new Set(receiver.ids())).toEqual(new Set(await idsOf(owner)));
  expect(receiver.all).toHaveLength(3);
  expect(await deliveriesOf(house, owner)).toMatchObject([{ state: 'delivered', attempts: 3 }]);
});

test('an endpoint that hangs delays no other', async () => {
  const owner = await seedPartner(house);
  const other = await Receiver.start();
  receiver.respond(hang);
  await seedEndpoint(house, owner, { url: receiver.url });
  await seedEndpoint(house, owner, { url: other.url });
  await tellTimes(house, owner, 40);
  await sending.dispatcher.fanOut(owner);
  await other.received(40);
  expect(receiver.all.length).toBeLessThanOrEqual(8);
  await receiver.close();
  receiver = other;
});

test('an endpoint that answers 410 is disabled, its owner is told, and what waited for it is failed', async () => {
  const owner = await seedPartner(house);
  const { id } = await seedEndpoint(house, owner, { url: receiver.url });
  await tellTimes(house, owner, 3);
  receiver.respond(answer(410));
  await deliver(owner);
  expect((await deliveriesOf(house, owner)).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
  const events = await eventsOf(house, owner);
  expect(events.at(-1)).toMatchObject({
    type: 'webhook.endpoint_disabled',
    data: { endpointId: id, reason: 'GONE' },
  });
});

test('what this server cannot send waits for its next attempt, holds nothing else up, and is not held against the endpoint', async () => {
  const owner = await seedPartner(house);
  const broken = 'fragment Payload on Event { type }'; // the dispatcher of these tests shapes nothing
  await seedEndpoint(house, owner, { url: receiver.url, query: broken });
  await tellTimes(house, owner, 3);
  await deliver(owner);
  const standing = { state: 'pending', attempts: 1, failure: 'internal', http_status: null };
  expect(await deliveriesOf(house, owner)).toMatchObject([standing, standing, standing]);
  expect(await listEndpoints(house.database.tables(), owner)).toMatchObject([{ state: 'enabled', failingSince: null }]);
  expect(receiver.all).toEqual([]);
});

test('an endpoint of which all attempts of five days failed is disabled', async () => {
  const owner = await seedPartner(house);
  await seedEndpoint(house, owner, { url: receiver.url });
  receiver.respond(answer(500));
  for (let day = 0; day <= 5; day += 1) {
    await tell(house, systemCall(owner), [orderReserved()]);
    await deliver(owner);
    if (day === 4) expect((await eventsOf(house, owner)).at(-1)?.type).toBe('order.reserved');
    clock.advance(86_400_000);
  }
  await look();
  expect((await eventsOf(house, owner)).at(-1)).toMatchObject({
    type: 'webhook.endpoint_disabled',
    data: { reason: 'FAILING' },
  });
});
