import { ASKING_ENDS_MS } from '../../src/jobs/ask-again.ts';
import { settleByHand } from '../../src/use-cases/settle-by-hand.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import {
  carrierSaying,
  type Ending,
  orderOf,
  readyOutcome,
  reservedOrder,
  runProvisioning,
  settledOrder,
} from '../support/endings.ts';
import { systemCall, walletOf } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterEach(async () => {
  expect((await proveLedger(house, null)).offenders).toEqual([]);
});

afterAll(() => house.close());

const WHOLE = { available: 1000n, reserved: 0n };
const HELD = { available: 600n, reserved: 400n };
const PAID = { available: 600n, reserved: 0n };

const inReview = () => settledOrder(house, { kind: 'review', reason: 'CARRIER_REVIEW' });

const settle = (order: Ending, kind: 'ready' | 'failed') =>
  settleByHand(house, systemCall(order.owner), {
    orderId: order.orderId,
    outcome: kind === 'ready' ? readyOutcome(order) : { kind, reason: 'NOT_PREPARED' },
  });

const REVIEW = { kind: 'review', reason: 'CARRIER_REVIEW' } as const;

test('an order in review becomes ready by hand, its price captured', async () => {
  const order = await inReview();
  expect(await settle(order, 'ready')).toMatchObject({ status: 'esim_ready', statusReason: null });
  expect(await walletOf(house, order.owner)).toEqual(PAID);
});

test('an order in review fails by hand, its price released', async () => {
  const order = await inReview();
  expect(await settle(order, 'failed')).toMatchObject({ status: 'failed', statusReason: 'NOT_PREPARED' });
  expect(await walletOf(house, order.owner)).toEqual(WHOLE);
});

test('an order that is in no review is refused, as is one of another owner', async () => {
  const [reserved, preparing, ready] = [
    await reservedOrder(house),
    await settledOrder(house),
    await settledOrder(house, 'ready'),
  ];
  for (const order of [reserved, preparing, ready]) {
    await expect(settle(order, 'failed')).rejects.toMatchObject({ code: 'ORDER_NOT_IN_REVIEW' });
  }
  const stranger = { ...(await inReview()), owner: await seedPartner(house) };
  await expect(settle(stranger, 'failed')).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
});

test("another order's ICCID is refused, and nothing is captured", async () => {
  const [taken, order] = [await settledOrder(house, 'ready'), await inReview()];
  await expect(settle({ ...order, iccid: taken.iccid }, 'ready')).rejects.toMatchObject({ code: 'ICCID_TAKEN' });
  expect(await walletOf(house, order.owner)).toEqual(HELD);
});

test('twenty settlements at once, by the carrier and by hand, both ways, settle the order once', async () => {
  const order = await inReview();
  const ready = carrierSaying({ prepare: readyOutcome(order) });
  const rejected = carrierSaying({ prepare: { kind: 'rejected', reason: 'CARRIER_REJECTED' } });
  const ways = [
    () => settle(order, 'ready'),
    () => runProvisioning(house, order, rejected),
    () => settle(order, 'failed'),
    () => runProvisioning(house, order, ready),
  ];
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => ways[n % 4]?.()));
  const { status } = await orderOf(house, order);
  expect(await walletOf(house, order.owner)).toEqual(status === 'failed' ? WHOLE : PAID);
  const told = (await eventsOf(house, order.owner)).slice(3).map(({ type }) => type);
  expect(told).toEqual([status === 'failed' ? 'order.failed' : 'order.esim_ready']);
});

test.each([
  ['ready', 'esim_ready', PAID],
  ['rejected', 'failed', WHOLE],
] as const)('an order in review is settled by an answer that comes late: %s', async (kind, status, wallet) => {
  const order = await inReview();
  const prepare = kind === 'ready' ? readyOutcome(order) : ({ kind, reason: 'CARRIER_REJECTED' } as const);
  expect(await runProvisioning(house, order, carrierSaying({ prepare }))).toEqual([]);
  expect(await orderOf(house, order)).toMatchObject({ status });
  expect(await walletOf(house, order.owner)).toEqual(wallet);
});

test.each(['ready', 'failed'] as const)(
  'an order that a person settled as %s is never asked about again',
  async (kind) => {
    const order = await inReview();
    await settle(order, kind);
    let questions = 0;
    const prepare = async () => {
      questions += 1;
      return readyOutcome(order);
    };
    expect(await runProvisioning(house, order, { ...carrierSaying({}), prepare })).toEqual([]);
    expect(questions).toBe(0);
  },
);

test('an order in review is asked about for a day, less and less often, and told of once', async () => {
  const order = await settledOrder(house);
  const begun = clock.now().getTime();
  let [runAt] = await runProvisioning(house, order, carrierSaying({ prepare: REVIEW }));
  let questions = 1;
  while (runAt) {
    clock.advance(runAt.getTime() - clock.now().getTime());
    [runAt] = await runProvisioning(house, order, carrierSaying(questions % 2 ? {} : { prepare: REVIEW }));
    questions += 1;
  }
  const askedMs = clock.now().getTime() - begun;
  expect([askedMs > ASKING_ENDS_MS / 2, askedMs <= ASKING_ENDS_MS, questions < 50]).toEqual([true, true, true]);
  expect(await orderOf(house, order)).toMatchObject({ status: 'manual_review', statusReason: 'CARRIER_REVIEW' });
  expect(await walletOf(house, order.owner)).toEqual(HELD);
  expect((await eventsOf(house, order.owner)).slice(2).map(({ type }) => type)).toEqual(['order.manual_review']);
});
