import { getEsim } from '../../src/domains/esims/index.ts';
import { advanceEsim } from '../../src/use-cases/advance-esim.ts';
import { cancelOrder } from '../../src/use-cases/cancel-order.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { CapturedLog } from '../support/captured-log.ts';
import {
  carrierSaying,
  type Ending,
  orderOf,
  readyOutcome,
  reservedOrder,
  runCancellation,
  runProvisioning,
  settledOrder,
} from '../support/endings.ts';
import { keyedCall, systemCall, walletOf } from '../support/orders.ts';
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

const cancel = ({ owner, orderId }: Ending, key = 'c1') => cancelOrder(house, keyedCall(owner, key), { orderId });

const WHOLE = { available: 1000n, reserved: 0n };
const HELD = { available: 600n, reserved: 400n };
const PAID = { available: 600n, reserved: 0n };

const typesAfter = async ({ owner }: Ending, count: number) =>
  (await eventsOf(house, owner)).slice(count).map(({ type }) => type);

describe('does it', () => {
  test('an order that no carrier was asked about fails at once and costs nothing', async () => {
    const order = await reservedOrder(house);
    expect((await cancel(order)).result).toMatchObject({ status: 'failed', statusReason: 'CANCELLED' });
    expect(await walletOf(house, order.owner)).toEqual(WHOLE);
    expect(await typesAfter(order, 1)).toEqual(['order.failed']);
    expect(await runProvisioning(house, order, carrierSaying({ prepare: readyOutcome(order) }))).toEqual([]);
    expect(await orderOf(house, order)).toMatchObject({ status: 'failed' });
  });

  test('an order that is being prepared waits for the carrier, then fails and costs nothing', async () => {
    const order = await settledOrder(house);
    expect((await cancel(order)).result).toMatchObject({ status: 'provisioning', cancelRequestedAt: clock.now() });
    expect(await walletOf(house, order.owner)).toEqual(HELD);
    await runProvisioning(house, order, carrierSaying({ prepare: readyOutcome(order) }));
    expect(await orderOf(house, order)).toMatchObject({ status: 'failed', statusReason: 'CANCELLED' });
    expect(await walletOf(house, order.owner)).toEqual(WHOLE);
    const hidden = getEsim(house.database.tables(), order.owner, order.iccid);
    await expect(hidden).rejects.toMatchObject({ code: 'ESIM_NOT_FOUND' });
    expect(await waitingCancellations(order)).toBe(1);
  });

  test.each(['rejected', 'ready'] as const)('an order in review fails where the carrier says %s', async (kind) => {
    const order = await settledOrder(house, { kind: 'review', reason: 'CARRIER_REVIEW' });
    await cancel(order);
    expect(await walletOf(house, order.owner)).toEqual(HELD);
    const prepare = kind === 'rejected' ? ({ kind, reason: 'CARRIER_REJECTED' } as const) : readyOutcome(order);
    await runProvisioning(house, order, carrierSaying({ prepare }));
    expect(await orderOf(house, order)).toMatchObject({ status: 'failed', statusReason: 'CANCELLED' });
    expect(await walletOf(house, order.owner)).toEqual(WHOLE);
  });

  test('an order whose eSIM no device has is refunded once the carrier took the eSIM back', async () => {
    const order = await settledOrder(house, 'ready');
    expect((await cancel(order)).result).toMatchObject({ status: 'esim_ready', cancelRequestedAt: clock.now() });
    expect(await waitingCancellations(order)).toBe(1);
    await runCancellation(house, order, carrierSaying({ cancel: 'cancelled' }));
    expect(await orderOf(house, order)).toMatchObject({ status: 'refunded', statusReason: 'CANCELLED' });
    expect(await getEsim(house.database.tables(), order.owner, order.iccid)).toMatchObject({ status: 'failed' });
    expect(await walletOf(house, order.owner)).toEqual(WHOLE);
    expect(await typesAfter(order, 3)).toEqual(['order.refunded', 'esim.failed']);
  });

  test('an order whose eSIM a device had first goes on and says that a refund is to be asked for', async () => {
    const order = await settledOrder(house, 'ready');
    await cancel(order);
    await runCancellation(house, order, carrierSaying({ cancel: 'downloaded' }));
    const kept = { status: 'esim_ready', statusReason: 'CANCELLATION_TOO_LATE', cancelRequestedAt: null };
    expect(await orderOf(house, order)).toMatchObject(kept);
    expect(await walletOf(house, order.owner)).toEqual(PAID);
    expect(await typesAfter(order, 3)).toEqual(['esim.downloaded']);
    await expect(cancel(order, 'c2')).rejects.toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' });
  });

  test.each([
    ['downloaded', 'esim_ready'],
    ['installed', 'installed'],
  ] as const)(
    'an eSIM that is told to be %s ends the cancellation, whatever the carrier says later',
    async (to, status) => {
      const order = await settledOrder(house, 'ready');
      await cancel(order);
      await advanceEsim(house, systemCall(order.owner), { iccid: order.iccid, to });
      const kept = { status, statusReason: 'CANCELLATION_TOO_LATE', cancelRequestedAt: null };
      expect(await orderOf(house, order)).toMatchObject(kept);
      await runCancellation(house, order, carrierSaying({ cancel: 'cancelled' }));
      expect(await orderOf(house, order)).toMatchObject(kept);
      expect(await walletOf(house, order.owner)).toEqual(PAID);
    },
  );

  test('a silent carrier is asked less and less often for a day, then the order goes on', async () => {
    const order = await settledOrder(house, 'ready');
    const begun = clock.now().getTime();
    await cancel(order);
    let [runAt] = await runCancellation(house, order, carrierSaying({}));
    let questions = 1;
    while (runAt) {
      clock.advance(runAt.getTime() - clock.now().getTime());
      const says = questions % 2 ? carrierSaying({ cancel: 'unknown' }) : carrierSaying({});
      [runAt] = await runCancellation(house, order, says);
      questions += 1;
    }
    expect(clock.now().getTime() - begun).toBeLessThan(26 * 3_600_000);
    expect(questions).toBeLessThan(80);
    const kept = { status: 'esim_ready', statusReason: 'CANCELLATION_UNANSWERED', cancelRequestedAt: null };
    expect(await orderOf(house, order)).toMatchObject(kept);
    expect(await walletOf(house, order.owner)).toEqual(PAID);
  });
});

/** How many times the carrier is still to be asked to take an order's profile back. */
const waitingCancellations = async ({ iccid }: Ending): Promise<number> =>
  (
    await house.database
      .tables<{ 'graphile_worker.jobs': { key: string } }>()
      .selectFrom('graphile_worker.jobs')
      .select('key')
      .where('key', '=', `cancel ${iccid}`)
      .execute()
  ).length;

describe('refuses, and moves no money', () => {
  test('ORDER_NOT_CANCELLABLE where a device has the eSIM', async () => {
    const order = await settledOrder(house, 'ready');
    for (const to of ['downloaded', 'installed'] as const) {
      await advanceEsim(house, systemCall(order.owner), { iccid: order.iccid, to });
      await expect(cancel(order, to)).rejects.toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' });
    }
    expect(await walletOf(house, order.owner)).toEqual(PAID);
  });

  test('ORDER_NOT_CANCELLABLE where the order costs nothing any more', async () => {
    const failed = await settledOrder(house, { kind: 'failed', reason: 'CARRIER_REJECTED' });
    await expect(cancel(failed)).rejects.toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' });
    const refunded = await settledOrder(house, 'ready');
    await cancel(refunded);
    await runCancellation(house, refunded, carrierSaying({ cancel: 'cancelled' }));
    await expect(cancel(refunded, 'c2')).rejects.toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' });
    expect(await walletOf(house, refunded.owner)).toEqual(WHOLE);
  });

  test('REFUND_OPEN where its price is asked back already', async () => {
    const order = await settledOrder(house, 'ready');
    const asked = { orderId: order.orderId, reason: 'customer_request', note: null } as const;
    await requestRefund(house, keyedCall(order.owner, 'r1'), asked);
    await expect(cancel(order)).rejects.toMatchObject({ code: 'REFUND_OPEN' });
  });

  test("ORDER_NOT_FOUND where it is another owner's", async () => {
    const order = await reservedOrder(house);
    const stranger = { ...order, owner: await seedPartner(house) };
    await expect(cancel(stranger)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });

  test('IDEMPOTENCY_KEY_REQUIRED and IDEMPOTENCY_CONFLICT, as every keyed change', async () => {
    const [one, two] = [await reservedOrder(house), await reservedOrder(house)];
    const without = async () => cancelOrder(house, keyedCall(one.owner, null), { orderId: one.orderId });
    await expect(without()).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REQUIRED' });
    await cancel(one);
    const other = cancelOrder(house, keyedCall(one.owner, 'c1'), { orderId: two.orderId });
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });
});

describe('repeats and races', () => {
  test('a repeated key does nothing again, and another key changes nothing of what was noted', async () => {
    const order = await settledOrder(house);
    await cancel(order);
    expect(await cancel(order)).toEqual({ replayed: true, subject: order.orderId, result: null });
    const noted = await orderOf(house, order);
    clock.advance(60_000);
    expect((await cancel(order, 'c2')).result).toEqual(noted);
  });

  test('twenty cancellations at once of an order that is reserved release its price once', async () => {
    const order = await reservedOrder(house);
    const asked = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => cancel(order, `c${n}`)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await walletOf(house, order.owner)).toEqual(WHOLE);
  });

  test('twenty answers of the carrier at once give the price back once', async () => {
    const order = await settledOrder(house, 'ready');
    await cancel(order);
    const says = carrierSaying({ cancel: 'cancelled' });
    await Promise.all(Array.from({ length: 20 }, () => runCancellation(house, order, says)));
    expect(await walletOf(house, order.owner)).toEqual(WHOLE);
    expect(await typesAfter(order, 3)).toEqual(['order.refunded', 'esim.failed']);
  });

  test('a profile that comes for an order which failed meanwhile is taken back, and charged to nobody', async () => {
    const order = await settledOrder(house, { kind: 'failed', reason: 'CARRIER_REJECTED' });
    await settleProvisioning(house, systemCall(order.owner), { orderId: order.orderId, outcome: readyOutcome(order) });
    expect(await waitingCancellations(order)).toBe(1);
    expect(await walletOf(house, order.owner)).toEqual(WHOLE);
  });

  test('where a device has that profile already, it is said once: nothing is asked again', async () => {
    const order = await settledOrder(house, { kind: 'failed', reason: 'CARRIER_REJECTED' });
    const log = new CapturedLog();
    const again = await runCancellation(house, order, carrierSaying({ cancel: 'downloaded' }), log.logger);
    expect(again).toEqual([]);
    expect(log.find({ msg: 'the eSIM of an order that is over was not taken back' })).toMatchObject([
      { orderId: order.orderId, outcome: 'downloaded' },
    ]);
  });
});
