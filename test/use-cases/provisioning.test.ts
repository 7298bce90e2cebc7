import { sql } from 'kysely';
import { sandboxCarrier } from '../../src/adapters/sandbox-carrier.ts';
import { type Carrier, type CarrierAnswer, listEsimsOfOrders } from '../../src/domains/esims/index.ts';
import { getOrder, type Order } from '../../src/domains/orders/index.ts';
import { sandboxProfile } from '../../src/domains/sandbox/index.ts';
import { provisionOrder } from '../../src/jobs/provision-order.ts';
import type { Mode, Owner } from '../../src/kernel/actor.ts';
import type { Log } from '../../src/kernel/log.ts';
import { PROVISIONING_WINDOW_MS, placeOrder } from '../../src/use-cases/place-order.ts';
import { settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { sandboxProfileOf } from '../../src/views/sandbox-profile.ts';
import { CapturedLog } from '../support/captured-log.ts';
import { JP, keyedCall, orderInput, systemCall, walletOf } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [
    packageDraft('JP', '4.00'),
    packageDraft('JP', '4.00', { packageId: 'onyx-connect-sandbox-1gb-7d-rejected' }),
    packageDraft('JP', '4.00', { packageId: 'onyx-connect-sandbox-1gb-7d-out-of-stock' }),
    packageDraft('JP', '4.00', { packageId: 'onyx-connect-sandbox-1gb-7d-review' }),
  ]);
});

afterAll(() => house.close());

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

interface Placed {
  readonly owner: Owner;
  readonly id: string;
}

const place = async (packageId = JP, mode: Mode = 'sandbox'): Promise<Placed> => {
  const owner = await seedPartner(house, { mode, wallet: '10.00', approved: [packageId] });
  const { subject } = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1', { packageId }));
  return { owner, id: subject };
};

/** Runs the order's job once, as the queue would, and gives when it asked to be run again. */
const runJob = async ({ owner, id }: Placed, carrier: Carrier, log = silent): Promise<readonly Date[]> => {
  const again: Date[] = [];
  const addJob = async (_name: string, _payload: unknown, spec?: { runAt?: Date }): Promise<never> => {
    if (spec?.runAt) again.push(spec.runAt);
    return undefined as never; // the job does not read what it added
  };
  await provisionOrder({ house, carrierOf: () => carrier, log })({ orderId: id, ...owner }, {
    addJob,
  } as never);
  return again;
};

const read = ({ owner, id }: Placed): Promise<Order> => getOrder(house.database.tables(), owner, { id });

const sandbox = sandboxCarrier({ provisioningMs: 1_500, profileOf: (id) => sandboxProfileOf(house, id) });

const answering = (answer: CarrierAnswer): Carrier => ({ prepare: async () => answer, cancel: async () => 'unknown' });

const refused = async (): Promise<never> => {
  throw new Error('connection refused');
};

const unreachable: Carrier = { prepare: refused, cancel: refused };

test('an order that the carrier is preparing is asked about again when it should be ready', async () => {
  const placed = await place();
  const again = await runJob(placed, sandbox);
  expect(again).toEqual([new Date(clock.now().getTime() + 1_500)]);
  expect(await read(placed)).toMatchObject({ status: 'provisioning', statusReason: null });
  expect(await walletOf(house, placed.owner)).toEqual({ available: 600n, reserved: 400n });
});

test('a ready order has its price captured and an eSIM allocated', async () => {
  const placed = await place();
  clock.advance(1_500);
  await runJob(placed, sandbox);
  expect(await read(placed)).toMatchObject({ status: 'esim_ready', statusReason: null });
  expect(await walletOf(house, placed.owner)).toEqual({ available: 600n, reserved: 0n });
});

test.each([
  ['rejected', 'CARRIER_REJECTED'],
  ['out-of-stock', 'CARRIER_OUT_OF_STOCK'],
])('an order whose package is %s fails and has its price released', async (ending, statusReason) => {
  const placed = await place(`onyx-connect-sandbox-1gb-7d-${ending}`);
  clock.advance(1_500);
  await runJob(placed, sandbox);
  expect(await read(placed)).toMatchObject({ status: 'failed', statusReason });
  expect(await walletOf(house, placed.owner)).toEqual({ available: 1000n, reserved: 0n });
});

test('an order that the carrier wants checked waits for a review with its price held', async () => {
  const placed = await place('onyx-connect-sandbox-1gb-7d-review');
  clock.advance(1_500);
  await runJob(placed, sandbox);
  expect(await read(placed)).toMatchObject({ status: 'manual_review', statusReason: 'CARRIER_REVIEW' });
  expect(await walletOf(house, placed.owner)).toEqual({ available: 600n, reserved: 400n });
});

test('an order whose carrier cannot be reached is tried until its window ends, then waits for a review', async () => {
  const placed = await place();
  const again = await runJob(placed, unreachable);
  expect(again).toHaveLength(1);
  expect(await read(placed)).toMatchObject({ status: 'provisioning' });
  clock.advance(PROVISIONING_WINDOW_MS);
  await runJob(placed, unreachable);
  expect(await read(placed)).toMatchObject({ status: 'manual_review', statusReason: 'CARRIER_UNREACHABLE' });
});

test.each([
  ['live', 'warn'],
  ['sandbox', 'info'],
] as const)(
  'a %s order that goes into review is logged once, as %s, with its id and the reason',
  async (mode, level) => {
    const log = new CapturedLog();
    const placed = await place(JP, mode);
    const wantsCheck = answering({ kind: 'review', reason: 'CARRIER_REVIEW' });
    for (let times = 0; times < 2; times += 1) await runJob(placed, wantsCheck, log.logger);
    const lines = log.find({ msg: 'an order waits for a check by hand' });
    expect(lines).toMatchObject([{ level, orderId: placed.id, reason: 'CARRIER_REVIEW' }]);
  },
);

test('an interrupted job goes on: the eSIM is the same one and the price is captured once', async () => {
  const placed = await place();
  await runJob(placed, unreachable);
  clock.advance(1_500);
  await Promise.all(Array.from({ length: 20 }, () => runJob(placed, sandbox)));
  expect(await read(placed)).toMatchObject({ status: 'esim_ready' });
  expect(await walletOf(house, placed.owner)).toEqual({ available: 600n, reserved: 0n });
});

test('whoever settles second changes nothing', async () => {
  const placed = await place();
  await runJob(placed, answering({ kind: 'rejected', reason: 'CARRIER_REJECTED' }));
  await settleProvisioning(house, systemCall(placed.owner), {
    orderId: placed.id,
    outcome: { kind: 'ready', iccid: '8988299000000000001', activation: { smdpAddress: 'x.example', matchingId: 'A' } },
  });
  expect(await read(placed)).toMatchObject({ status: 'failed' });
  expect(await walletOf(house, placed.owner)).toEqual({ available: 1000n, reserved: 0n });
});

test("another organisation's order is not there", async () => {
  const placed = await place();
  const stranger = await seedPartner(house);
  await expect(getOrder(house.database.tables(), stranger, { id: placed.id })).rejects.toMatchObject({
    code: 'ORDER_NOT_FOUND',
  });
});

describe('an ICCID that another order has', () => {
  const iccidOf = async ({ owner, id }: Placed) =>
    (await listEsimsOfOrders(house.database.tables(), owner, [id]))[0]?.iccid;

  const prepared = (iccid: string) =>
    ({ kind: 'ready', iccid, activation: { smdpAddress: 'smdp.example', matchingId: 'MATCH' } }) as const;

  test('is given to nobody else: the order waits for a review, and a better answer ends it', async () => {
    const [first, second] = [await place(), await place()];
    const [taken, free] = ['8988297000000000014', '8988297000000000022'];
    await runJob(first, answering(prepared(taken)));
    const log = new CapturedLog();
    expect(await runJob(second, answering(prepared(taken)), log.logger)).toHaveLength(1);
    expect(await read(second)).toMatchObject({ status: 'manual_review', statusReason: 'CARRIER_ICCID_TAKEN' });
    expect(await walletOf(house, second.owner)).toEqual({ available: 600n, reserved: 400n });
    const told = (await eventsOf(house, second.owner)).map(({ type }) => type);
    expect(told).toEqual(['order.reserved', 'order.provisioning', 'order.manual_review']);
    expect(log.find({ msg: 'the carrier prepared an eSIM that another order has' })).toMatchObject([
      { orderId: second.id },
    ]);
    await runJob(second, answering(prepared(free)));
    expect([await iccidOf(first), await iccidOf(second)]).toEqual([taken, free]);
  });

  test('is not taken back for an order that failed', async () => {
    const [first, second] = [await place(), await place()];
    const [taken, free] = ['8988297000000000030', '8988297000000000048'];
    await runJob(first, answering(prepared(taken)));
    await runJob(second, answering({ kind: 'rejected', reason: 'CARRIER_REJECTED' }));
    for (const iccid of [taken, free]) {
      await settleProvisioning(house, systemCall(second.owner), {
        orderId: second.id,
        outcome: prepared(iccid),
      });
    }
    const { rows } = await sql<{ key: string }>`
      select key from graphile_worker.jobs where key like 'cancel 8988297%' order by key`.execute(
      house.database.tables(),
    );
    expect(rows.map(({ key }) => key)).toEqual([`cancel ${free}`]);
  });

  test('is derived again in the sandbox, and is the same one then however often it is asked for', async () => {
    const [first, second] = [await place(), await place()];
    const met = sandboxProfile(second.id, 0).iccid;
    await runJob(first, answering(prepared(met)));
    const derived = await sandboxProfileOf(house, second.id);
    clock.advance(1_500);
    await runJob(second, sandbox);
    expect(await read(second)).toMatchObject({ status: 'esim_ready' });
    expect(derived.iccid).not.toBe(met);
    expect(await iccidOf(second)).toBe(derived.iccid);
    expect(await sandboxProfileOf(house, second.id)).toEqual(derived);
  });
});
