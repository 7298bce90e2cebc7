import { getEsim } from '../../src/domains/esims/index.ts';
import { listRefundsOfOrders } from '../../src/domains/refunds/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { advanceEsim } from '../../src/use-cases/advance-esim.ts';
import { approveRefund } from '../../src/use-cases/approve-refund.ts';
import { cancelOrder } from '../../src/use-cases/cancel-order.ts';
import { completeRefund } from '../../src/use-cases/complete-refund.ts';
import { rejectRefund } from '../../src/use-cases/reject-refund.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import {
  carrierSaying,
  type Ending,
  orderOf,
  reservedOrder,
  runCancellation,
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

const WHOLE = { available: 1000n, reserved: 0n };
const PAID = { available: 600n, reserved: 0n };

const request = ({ owner, orderId }: Ending, key = 'r1') =>
  requestRefund(house, keyedCall(owner, key), { orderId, reason: 'not_working', note: 'no signal' });

interface Requested extends Ending {
  readonly refundId: string;
}

const requested = async (): Promise<Requested> => {
  const order = await settledOrder(house, 'ready');
  return { ...order, refundId: (await request(order)).subject };
};

const decide = ({ owner, refundId }: { readonly owner: Owner; readonly refundId: string }) => {
  const call = systemCall(owner);
  return {
    approve: () => approveRefund(house, call, { refundId }),
    complete: () => completeRefund(house, call, { refundId }),
    reject: (rejection = 'It was used.') => rejectRefund(house, call, { refundId, rejection }),
  };
};

const heard = async ({ owner }: Ending) =>
  (await eventsOf(house, owner)).slice(3).map(({ type, data }) => ({ type, data }));

describe('a refund', () => {
  test('moves money where it is completed, and nowhere before', async () => {
    const refund = await requested();
    const { approve, complete } = decide(refund);
    expect(await walletOf(house, refund.owner)).toEqual(PAID);
    clock.advance(1_000);
    expect(await approve()).toMatchObject({ status: 'approved', decidedAt: clock.now(), completedAt: null });
    expect(await walletOf(house, refund.owner)).toEqual(PAID);
    expect(await orderOf(house, refund)).toMatchObject({ status: 'esim_ready' });
    clock.advance(1_000);
    expect(await complete()).toMatchObject({ status: 'completed', completedAt: clock.now(), amountMinor: 400n });
    expect(await walletOf(house, refund.owner)).toEqual(WHOLE);
    expect(await orderOf(house, refund)).toMatchObject({ status: 'refunded' });
    expect(await heard(refund)).toMatchObject([
      { type: 'refund.requested', data: { status: 'REQUESTED', reason: 'NOT_WORKING' } },
      { type: 'refund.approved', data: { status: 'APPROVED' } },
      { type: 'order.refunded', data: { status: 'REFUNDED' } },
      { type: 'esim.failed' },
      { type: 'refund.completed', data: { status: 'COMPLETED', amount: { amount: '4.00', currency: 'USD' } } },
    ]);
  });

  test('of an eSIM that no device has has the carrier take it back; one that a device has it leaves alone', async () => {
    const keys = async () =>
      (
        await house.database
          .tables<{ 'graphile_worker.jobs': { key: string } }>()
          .selectFrom('graphile_worker.jobs')
          .select('key')
          .execute()
      ).map(({ key }) => key);
    const [unused, used] = [await requested(), await requested()];
    await advanceEsim(house, systemCall(used.owner), { iccid: used.iccid, to: 'installed' });
    for (const refund of [unused, used]) {
      await decide(refund).approve();
      await decide(refund).complete();
    }
    expect(await keys()).toContain(`cancel ${unused.iccid}`);
    expect(await keys()).not.toContain(`cancel ${used.iccid}`);
    await runCancellation(house, unused, carrierSaying({ cancel: 'cancelled' }));
    await runCancellation(house, unused, carrierSaying({ cancel: 'downloaded' }));
    expect(await walletOf(house, unused.owner)).toEqual(WHOLE);
  });

  test('of an eSIM that expired leaves it expired', async () => {
    const refund = await requested();
    for (const to of ['installed', 'expired'] as const) {
      await advanceEsim(house, systemCall(refund.owner), { iccid: refund.iccid, to });
    }
    await decide(refund).approve();
    await decide(refund).complete();
    expect(await getEsim(house.database.tables(), refund.owner, refund.iccid)).toMatchObject({ status: 'expired' });
    expect(await walletOf(house, refund.owner)).toEqual(WHOLE);
  });

  test('that is rejected says why and moves nothing; another one can be asked for, and is the one that is shown', async () => {
    const refund = await requested();
    await decide(refund).approve();
    expect(await decide(refund).reject()).toMatchObject({ status: 'rejected', rejection: 'It was used.' });
    expect(await walletOf(house, refund.owner)).toEqual(PAID);
    const second = await request(refund, 'r2');
    const [shown] = await listRefundsOfOrders(house.database.tables(), refund.owner, [refund.orderId]);
    expect(shown).toMatchObject({ id: second.subject, status: 'requested', rejection: null });
  });
});

describe('refuses, and moves no money', () => {
  test.each([
    ['reserved', () => reservedOrder(house)],
    ['being prepared', () => settledOrder(house)],
    ['in review', () => settledOrder(house, { kind: 'review', reason: 'CARRIER_REVIEW' })],
    ['failed', () => settledOrder(house, { kind: 'failed', reason: 'CARRIER_REJECTED' })],
  ])('ORDER_NOT_REFUNDABLE of an order that is %s', async (_, make) => {
    await expect(request(await make())).rejects.toMatchObject({ code: 'ORDER_NOT_REFUNDABLE' });
  });

  test('ORDER_NOT_REFUNDABLE of an order that is being cancelled, or was refunded', async () => {
    const order = await settledOrder(house, 'ready');
    await cancelOrder(house, keyedCall(order.owner, 'c1'), { orderId: order.orderId });
    await expect(request(order)).rejects.toMatchObject({ code: 'ORDER_NOT_REFUNDABLE' });
    await runCancellation(house, order, carrierSaying({ cancel: 'cancelled' }));
    await expect(request(order)).rejects.toMatchObject({ code: 'ORDER_NOT_REFUNDABLE' });
    expect(await walletOf(house, order.owner)).toEqual(WHOLE);
  });

  test('REFUND_OPEN while one is to be decided or booked', async () => {
    const refund = await requested();
    await expect(request(refund, 'r2')).rejects.toMatchObject({ code: 'REFUND_OPEN' });
    await decide(refund).approve();
    await expect(request(refund, 'r2')).rejects.toMatchObject({ code: 'REFUND_OPEN' });
  });

  test("ORDER_NOT_FOUND and REFUND_NOT_FOUND where it is another owner's", async () => {
    const refund = await requested();
    const stranger = { ...refund, owner: await seedPartner(house) };
    await expect(request(stranger)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    for (const decision of Object.values(decide(stranger))) {
      await expect(decision()).rejects.toMatchObject({ code: 'REFUND_NOT_FOUND' });
    }
  });

  test('REFUND_NOT_APPROVED where money would move too early', async () => {
    const refund = await requested();
    await expect(decide(refund).complete()).rejects.toMatchObject({ code: 'REFUND_NOT_APPROVED' });
    expect(await walletOf(house, refund.owner)).toEqual(PAID);
  });

  test('BAD_USER_INPUT of a rejection that says nothing or too much', async () => {
    const refund = await requested();
    for (const rejection of ['', '🂡'.repeat(501)]) {
      await expect(decide(refund).reject(rejection)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    expect(await decide(refund).reject('🂡'.repeat(500))).toMatchObject({ status: 'rejected' });
  });

  test('REFUND_DECIDED where it was decided otherwise', async () => {
    const rejected = await requested();
    await decide(rejected).reject();
    await expect(decide(rejected).approve()).rejects.toMatchObject({ code: 'REFUND_DECIDED' });
    await expect(decide(rejected).complete()).rejects.toMatchObject({ code: 'REFUND_DECIDED' });
    const completed = await requested();
    await decide(completed).approve();
    await decide(completed).complete();
    await expect(decide(completed).reject()).rejects.toMatchObject({ code: 'REFUND_DECIDED' });
  });
});

describe('repeats and races', () => {
  test('a repeated key gives the first refund, and another input under it is a conflict', async () => {
    const refund = await requested();
    expect(await request(refund)).toEqual({ replayed: true, subject: refund.refundId, result: null });
    const input = { orderId: refund.orderId, reason: 'duplicate', note: null } as const;
    const other = requestRefund(house, keyedCall(refund.owner, 'r1'), input);
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  test('a repeated decision changes nothing and tells nobody anew', async () => {
    const refund = await requested();
    for (const _ of [1, 2]) await decide(refund).approve();
    for (const _ of [1, 2]) await decide(refund).complete();
    expect(await decide(refund).approve()).toMatchObject({ status: 'completed' });
    expect(await heard(refund)).toHaveLength(5);
    const rejected = await requested();
    for (const _ of [1, 2]) expect(await decide(rejected).reject()).toMatchObject({ status: 'rejected' });
    expect(await heard(rejected)).toHaveLength(2);
  });

  test('twenty requests at once with twenty keys open one refund', async () => {
    const order = await settledOrder(house, 'ready');
    const asked = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => request(order, `r${n}`)));
    const codes = asked.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'requested'));
    expect(codes.filter((code) => code === 'requested')).toHaveLength(1);
    expect(codes.filter((code) => code === 'REFUND_OPEN')).toHaveLength(19);
  });

  test('twenty completions at once move money once', async () => {
    const refund = await requested();
    await decide(refund).approve();
    await Promise.all(Array.from({ length: 20 }, () => decide(refund).complete()));
    expect(await walletOf(house, refund.owner)).toEqual(WHOLE);
    expect(await heard(refund)).toHaveLength(5);
  });

  test('ten completions and ten rejections at once end it one way', async () => {
    const refund = await requested();
    await decide(refund).approve();
    const { complete, reject } = decide(refund);
    await Promise.allSettled(Array.from({ length: 20 }, (_, n) => (n % 2 ? complete() : reject())));
    const { status } = await orderOf(house, refund);
    expect(await walletOf(house, refund.owner)).toEqual(status === 'refunded' ? WHOLE : PAID);
    const [shown] = await listRefundsOfOrders(house.database.tables(), refund.owner, [refund.orderId]);
    expect(shown?.status).toBe(status === 'refunded' ? 'completed' : 'rejected');
  });
});
