import { Receiver } from '../support/receiver.ts';
import { eventIdsOf, makeReplay, rangeOf, replay, tellMany } from '../support/replays.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { openDispatcher, seedEndpoint } from '../support/webhooks.ts';

const EVENTS = 20_000;

/** What one process has in hand of an endpoint, and reads next, before it looks for what is new. */
const IN_HAND_MAX = 100;

let house: TestHouse;
let sending: ReturnType<typeof openDispatcher>;
let receiver: Receiver;

beforeAll(async () => {
  house = await openTestHouse();
  sending = openDispatcher(house);
  receiver = await Receiver.start();
});

afterAll(async () => {
  await sending.close();
  await receiver.close();
  await house.close();
});

test('a replay of 20,000 events does not hold up a new one', async () => {
  const owner = await seedPartner(house);
  for (let count = 0; count < EVENTS; count += 1_000) await tellMany(house, owner, 1_000);
  const { id } = await seedEndpoint(house, owner, { url: receiver.url });
  const { id: replayId, eligible } = await replay(house, owner, rangeOf());
  expect(eligible).toBe(EVENTS);
  await makeReplay(house, owner, replayId);
  sending.dispatcher.send([id]);
  await receiver.received(200);
  await tellMany(house, owner, 1);
  await sending.dispatcher.fanOut(owner);
  const before = receiver.all.length;
  await receiver.received(before + IN_HAND_MAX);
  const newest = (await eventIdsOf(house, owner)).at(-1) ?? '';
  expect(receiver.ids().slice(0, before + IN_HAND_MAX)).toContain(newest);
  expect(receiver.all.length).toBeLessThan(EVENTS);
});
