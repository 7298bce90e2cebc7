import fc from 'fast-check';
import { getEsim } from '../../src/domains/esims/index.ts';
import { listEntriesOfOrders } from '../../src/domains/ledger/index.ts';
import { isOrderReason } from '../../src/domains/orders/index.ts';
import { listRefundsOfOrders } from '../../src/domains/refunds/index.ts';
import { advanceEsim } from '../../src/use-cases/advance-esim.ts';
import { approveRefund } from '../../src/use-cases/approve-refund.ts';
import { cancelOrder } from '../../src/use-cases/cancel-order.ts';
import { completeRefund } from '../../src/use-cases/complete-refund.ts';
import { rejectRefund } from '../../src/use-cases/reject-refund.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { settleByHand } from '../../src/use-cases/settle-by-hand.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import {
  carrierSaying,
  type Ending,
  orderOf,
  readyOutcome,
  reservedOrder,
  runCancellation,
  runProvisioning,
} from '../support/endings.ts';
import { keyedCall, systemCall, walletOf } from '../support/orders.ts';
import { packageDraft, seedCatalogue } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(() => house.close());

let keys = 0;
const keyed = ({ owner }: Ending) => {
  keys += 1;
  return keyedCall(owner, `key ${keys}`);
};

const decide = async (order: Ending, decision: typeof approveRefund): Promise<unknown> => {
  const { owner, orderId } = order;
  const [refund] = await listRefundsOfOrders(house.database.tables(), owner, [orderId]);
  return refund ? decision(house, systemCall(owner), { refundId: refund.id }) : null;
};

/** All that the partner, the operator, the carrier and the device can do to an order. */
const STEPS = {
  cancel: (order: Ending) => cancelOrder(house, keyed(order), { orderId: order.orderId }),
  request: (order: Ending) =>
    requestRefund(house, keyed(order), { orderId: order.orderId, reason: 'other', note: null }),
  approve: (order: Ending) => decide(order, approveRefund),
  complete: (order: Ending) => decide(order, completeRefund),
  reject: (order: Ending) =>
    decide(order, (at, call, { refundId }) => rejectRefund(at, call, { refundId, rejection: 'no' })),
  settleReady: (order: Ending) =>
    settleByHand(house, systemCall(order.owner), { orderId: order.orderId, outcome: readyOutcome(order) }),
  settleFailed: (order: Ending) =>
    settleByHand(house, systemCall(order.owner), {
      orderId: order.orderId,
      outcome: { kind: 'failed', reason: 'NOT_PREPARED' },
    }),
  prepared: (order: Ending) => runProvisioning(house, order, carrierSaying({ prepare: readyOutcome(order) })),
  rejected: (order: Ending) =>
    runProvisioning(house, order, carrierSaying({ prepare: { kind: 'rejected', reason: 'CARRIER_REJECTED' } })),
  inReview: (order: Ending) =>
    runProvisioning(house, order, carrierSaying({ prepare: { kind: 'review', reason: 'CARRIER_REVIEW' } })),
  takenBack: (order: Ending) => runCancellation(house, order, carrierSaying({ cancel: 'cancelled' })),
  tooLate: (order: Ending) => runCancellation(house, order, carrierSaying({ cancel: 'downloaded' })),
  download: (order: Ending) => advanceEsim(house, systemCall(order.owner), { iccid: order.iccid, to: 'downloaded' }),
  install: (order: Ending) => advanceEsim(house, systemCall(order.owner), { iccid: order.iccid, to: 'installed' }),
  expire: (order: Ending) => advanceEsim(house, systemCall(order.owner), { iccid: order.iccid, to: 'expired' }),
} as const;

type Step = keyof typeof STEPS;

/** How far an order has come before everything happens to it. */
const BEGINNINGS: readonly (readonly Step[])[] = [
  [],
  ['inReview'],
  ['prepared'],
  ['prepared', 'cancel'],
  ['prepared', 'request', 'approve'],
];

const step = fc.constantFrom(...(Object.keys(STEPS) as Step[])); // the table's own keys

/** A refusal is an expected no; anything else is a bug. */
const take = async (order: Ending, name: Step): Promise<void> => {
  try {
    await STEPS[name](order);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && /^[A-Z_]+$/.test(String(error.code)))) throw error;
  }
};

/** What entries an order of each state has caused. */
const MONEY = {
  open: ['reserve'],
  paid: ['reserve', 'capture'],
  failed: ['reserve', 'release'],
  refunded: ['reserve', 'capture', 'refund'],
} as const;

const moneyOf = (status: string): keyof typeof MONEY => {
  if (status === 'failed' || status === 'refunded') return status;
  return status === 'esim_ready' || status === 'installed' ? 'paid' : 'open';
};

const ONCE = [
  'order.provisioning',
  'order.esim_ready',
  'order.failed',
  'order.manual_review',
  'order.installed',
  'order.refunded',
  'esim.downloaded',
  'esim.installed',
  'esim.expired',
  'esim.failed',
  'refund.completed',
];

const checkEnd = async (order: Ending): Promise<void> => {
  const tables = house.database.tables();
  const { status, statusReason } = await orderOf(house, order);
  const money = moneyOf(status);
  const [entries = []] = await listEntriesOfOrders(tables, order.owner, [order.orderId]);
  expect(entries.map(({ type }) => type)).toEqual(MONEY[money]);
  const [available, reserved] = [
    money === 'failed' || money === 'refunded' ? 1000n : 600n,
    money === 'open' ? 400n : 0n,
  ];
  expect(await walletOf(house, order.owner)).toEqual({ available, reserved });
  expect((await proveLedger(house, order.owner.organisationId)).offenders).toEqual([]);
  const told = (await eventsOf(house, order.owner)).map(({ type }) => type);
  expect(ONCE.filter((type) => told.filter((one) => one === type).length > 1)).toEqual([]);
  expect(statusReason === null || isOrderReason(statusReason)).toBe(true);
  const esim = await getEsim(tables, order.owner, order.iccid).catch(() => null);
  expect([esim !== null, esim?.status === 'installed' && status === 'esim_ready']).toEqual([
    money === 'paid' || money === 'refunded',
    false,
  ]);
  if (status === 'refunded') expect(['failed', 'expired']).toContain(esim?.status);
};

test('whatever is done to an order, and whatever of it at once, it is charged once at most and given back once at most', async () => {
  const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 6 });
  const story = fc.tuple(fc.constantFrom(...BEGINNINGS), rounds);
  await fc.assert(
    fc.asyncProperty(story, async ([beginning, rounds]) => {
      const order = await reservedOrder(house);
      for (const name of beginning) await take(order, name);
      for (const round of rounds) await Promise.all(round.map((name) => take(order, name)));
      await checkEnd(order);
    }),
    { numRuns: 40 },
  );
});

test('a cancellation, a settlement and a download, twenty of each at once, end an order one way', async () => {
  const order = await reservedOrder(house);
  const names: readonly Step[] = ['cancel', 'prepared', 'download', 'takenBack', 'request', 'settleReady'];
  await take(order, 'inReview');
  await Promise.all(names.flatMap((name) => Array.from({ length: 20 }, () => take(order, name))));
  await checkEnd(order);
});
