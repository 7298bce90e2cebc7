import { metricsRegistry } from '../../src/http/registry.ts';
import { webhookGauges } from '../../src/views/webhook-facts.ts';
import { answer, Receiver } from '../support/receiver.ts';
import { seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { openDispatcher, seedEndpoint, tellTimes } from '../support/webhooks.ts';

const RETRIED_MS = 6_000;

const clock = new TestClock();
let house: TestHouse;
let receiver: Receiver;
let sending: ReturnType<typeof openDispatcher>;

beforeAll(async () => {
  [house, receiver] = await Promise.all([openTestHouse(clock), Receiver.start()]);
  sending = openDispatcher(house);
});

afterAll(async () => {
  await sending.close();
  await receiver.close();
  await house.close();
});

/** What Prometheus is given. */
const scrape = async () => {
  const text = await metricsRegistry(webhookGauges(house)).metrics();
  const gauge = (name: string) => new RegExp(`^onyx_webhook_${name} (\\S+)$`, 'm').exec(text)?.[1];
  return [gauge('deliveries_due'), gauge('oldest_due_seconds'), gauge('endpoints_disabled')];
};

test('metrics tell how many deliveries are due, for how long the oldest is, and how many endpoints are disabled', async () => {
  expect(await scrape()).toEqual(['0', '0', '0']);
  const owner = await seedPartner(house);
  await seedEndpoint(house, owner, { url: receiver.url });
  await tellTimes(house, owner, 3);
  receiver.respond(answer(500));
  await sending.dispatcher.fanOut(owner);
  await sending.dispatcher.settle();
  expect(await scrape()).toEqual(['0', '0', '0']);
  clock.advance(RETRIED_MS + 90_000);
  const [due, oldest] = await scrape();
  expect(due).toBe('3');
  expect(Number(oldest)).toBeGreaterThanOrEqual(90);
  expect(Number(oldest)).toBeLessThanOrEqual(91);
  receiver.respond(answer(410));
  await sending.dispatcher.look();
  await sending.dispatcher.settle();
  expect(await scrape()).toEqual(['0', '0', '1']);
});

test('a number that cannot be read hides no other', async () => {
  const lost = { name: 'lost', help: 'Away.', read: () => Promise.reject(new Error('away')) };
  const kept = { name: 'kept', help: 'There.', read: () => 7 };
  const text = await metricsRegistry([lost, kept]).metrics();
  expect(text).toMatch(/^lost NaN$/im);
  expect(text).toMatch(/^kept 7$/m);
});
