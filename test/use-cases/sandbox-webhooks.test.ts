import { listDeliveries } from '../../src/domains/webhooks/index.ts';
import { advanceSandboxClock } from '../../src/use-cases/advance-sandbox-clock.ts';
import { resetSandbox } from '../../src/use-cases/reset-sandbox.ts';
import { readWebhookFacts } from '../../src/views/webhook-facts.ts';
import { partnerCall } from '../support/orders.ts';
import { answer, Receiver } from '../support/receiver.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { deliveriesOf, openDispatcher, seedEndpoint, tellTimes } from '../support/webhooks.ts';

const clock = new TestClock();
const ATTEMPTS = 10;

/** Each longer than the wait after an attempt, a fifth of which may be added to it; together shorter than five days. */
const HOURS_ENOUGH = [1, 1, 1, 3, 6, 12, 17, 24, 29];

let house: TestHouse;
let sending: ReturnType<typeof openDispatcher>;
let receiver: Receiver;
let owner: SeededPartner;

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
  receiver.respondNext(...Array.from({ length: ATTEMPTS }, () => answer(500)));
  owner = await seedPartner(house);
  await seedEndpoint(house, owner, { url: receiver.url });
});
afterEach(() => receiver.close());

const advance = (hours: number) => advanceSandboxClock(house, partnerCall(owner), { seconds: hours * 3_600 });

const deliver = async (): Promise<void> => {
  await sending.dispatcher.fanOut(owner);
  await sending.dispatcher.settle();
};

const look = async (): Promise<void> => {
  await sending.dispatcher.look();
  await sending.dispatcher.settle();
};

const standing = async () => (await deliveriesOf(house, owner)).map(({ state, attempts }) => `${state} ${attempts}`);

test('every retry of a failing webhook is lived through by moving the time of its organisation', async () => {
  await tellTimes(house, owner, 1);
  await deliver();
  for (const [index, hours] of HOURS_ENOUGH.entries()) {
    await look();
    expect(await standing()).toEqual([`pending ${index + 1}`]);
    await advance(hours);
    await look();
  }
  expect(await standing()).toEqual([`failed ${ATTEMPTS}`]);
  expect(receiver.all).toHaveLength(ATTEMPTS);
});

test('a webhook of a sandbox that is ahead is sent at once, signed at the real time', async () => {
  await advance(1_000);
  await tellTimes(house, owner, 1);
  await deliver();
  expect(receiver.all.map(({ headers }) => Number(headers['webhook-timestamp']))).toEqual([
    Math.floor(clock.now().getTime() / 1_000),
  ]);
});

test('the history of a sandbox that is ahead is in its own time, and metrics count what is due by it', async () => {
  await advance(1_000);
  await tellTimes(house, owner, 1);
  await deliver();
  const { due } = await readWebhookFacts(house);
  await advance(1);
  expect((await readWebhookFacts(house)).due - due).toBe(1);
  while ((await standing())[0]?.startsWith('pending')) {
    await look();
    await advance(30);
  }
  const { rows } = await listDeliveries(house.database.tables(), owner, {}, { first: 1, after: null });
  const [delivery] = rows;
  expect(delivery?.completedAt?.getTime()).toBeGreaterThan(delivery?.createdAt.getTime() ?? Number.NaN);
});

test('the time of another organisation moves no webhook of this one', async () => {
  await tellTimes(house, owner, 1);
  await deliver();
  const other = await seedPartner(house);
  await advanceSandboxClock(house, partnerCall(other), { seconds: 86_400 });
  await look();
  expect(await standing()).toEqual(['pending 1']);
});

test('an endpoint that failed for five days of its time is disabled', async () => {
  await tellTimes(house, owner, 1);
  await deliver();
  await advance(6 * 24);
  await look();
  expect(await standing()).toEqual(['failed 2']);
});

test('a reset has what waits sent at once, in real time', async () => {
  await advance(1_000);
  await tellTimes(house, owner, 1);
  await deliver();
  await look();
  expect(await standing()).toEqual(['pending 1']);
  await resetSandbox(house, partnerCall(owner), { currency: 'USD' });
  await look();
  expect(await standing()).toEqual(['pending 2']);
});
