import { Receiver } from '../support/receiver.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { endedDeliveriesOf, startWorkerProcess } from '../support/webhook-workers.ts';
import { eventsOf, seedEndpoint, tellTimes } from '../support/webhooks.ts';

const EVENTS = 100;
const ENDPOINTS = 10;
const DELIVERIES = EVENTS * ENDPOINTS;
const KILLED_AT = 300;

let house: TestHouse;
let receiver: Receiver;

beforeAll(async () => {
  house = await openTestHouse();
  receiver = await Receiver.start();
});

afterAll(async () => {
  await receiver.close();
  await house.close();
});

test('a worker killed in the middle of 1,000 deliveries loses none: the next one makes them, and waits for no lease', async () => {
  const owner = await seedPartner(house);
  const paths = Array.from({ length: ENDPOINTS }, (_, n) => `/${n}`);
  for (const path of paths) await seedEndpoint(house, owner, { url: receiver.url + path });
  await tellTimes(house, owner, EVENTS);

  const first = await startWorkerProcess(house.databaseUrl);
  const before = await receiver.received(KILLED_AT);
  await first.stop('SIGKILL');
  expect(before.length).toBeLessThan(DELIVERIES);

  const second = await startWorkerProcess(house.databaseUrl);
  try {
    const deliveries = await endedDeliveriesOf(house, owner, DELIVERIES);
    expect(deliveries).toHaveLength(DELIVERIES);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['delivered']));
    const ids = new Set((await eventsOf(house, owner)).map(({ id }) => id));
    for (const path of paths) {
      const received = receiver.all.filter((one) => one.path === path);
      expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(ids);
    }
  } finally {
    expect(await second.stop()).toBe(0);
  }
});
