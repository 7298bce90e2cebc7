import type { Owner } from '../../src/kernel/actor.ts';
import { type Behaviour, Receiver } from '../support/receiver.ts';
import type { Onyx } from '../support/run-onyx.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { endedDeliveriesOf, startWorkerProcess } from '../support/webhook-workers.ts';
import { eventsOf, seedEndpoint, tellTimes } from '../support/webhooks.ts';

const IN_FLIGHT_MAX = 8;

/** Long enough that requests to one endpoint meet. */
const ANSWER_MS = 20;

let house: TestHouse;
let receiver: Receiver;
let workers: readonly Onyx[];

beforeAll(async () => {
  house = await openTestHouse();
  receiver = await Receiver.start();
  workers = await Promise.all([startWorkerProcess(house.databaseUrl), startWorkerProcess(house.databaseUrl)]);
});

afterAll(async () => {
  for (const worker of workers) expect(await worker.stop()).toBe(0);
  await receiver.close();
  await house.close();
});

/** Answers after a while, and keeps how many requests of each path were in flight at the most. */
const counting = () => {
  const inFlight = new Map<string, number>();
  const most = new Map<string, number>();
  const behaviour: Behaviour = (response, { path }) => {
    const now = (inFlight.get(path) ?? 0) + 1;
    inFlight.set(path, now);
    most.set(path, Math.max(most.get(path) ?? 0, now));
    setTimeout(() => {
      inFlight.set(path, (inFlight.get(path) ?? 0) - 1);
      response.end();
    }, ANSWER_MS);
  };
  return { behaviour, most };
};

test('two workers on one database make every delivery once, and an endpoint never has more than 8 requests from both', async () => {
  const { behaviour, most } = counting();
  receiver.respond(behaviour);
  const owners: Owner[] = [await seedPartner(house), await seedPartner(house), await seedPartner(house)];
  const paths = new Map<string, Owner>();
  for (const [place, owner] of owners.entries()) {
    for (const name of ['a', 'b']) {
      const path = `/${place}/${name}`;
      await seedEndpoint(house, owner, { url: receiver.url + path });
      paths.set(path, owner);
    }
  }
  await Promise.all(owners.map((owner) => tellTimes(house, owner, 60)));
  for (const owner of owners) {
    const outcomes = (await endedDeliveriesOf(house, owner, 120)).map(({ state, attempts }) => `${state} ${attempts}`);
    expect(outcomes).toEqual(Array(120).fill('delivered 1'));
  }
  for (const [path, owner] of paths) {
    const received = receiver.all.filter((one) => one.path === path).map(({ headers }) => headers['webhook-id']);
    expect(received.toSorted()).toEqual((await eventsOf(house, owner)).map(({ id }) => id).toSorted());
  }
  expect(Math.max(...most.values())).toBeGreaterThan(1);
  expect(Math.max(...most.values())).toBeLessThanOrEqual(IN_FLIGHT_MAX);
});
