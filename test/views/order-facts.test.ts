import { sql } from 'kysely';
import { metricsRegistry } from '../../src/http/registry.ts';
import { beginProvisioning } from '../../src/use-cases/begin-provisioning.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { requestRefund } from '../../src/use-cases/request-refund.ts';
import { settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { jobGauges } from '../../src/views/job-facts.ts';
import { orderGauges } from '../../src/views/order-facts.ts';
import { readyOutcome } from '../support/endings.ts';
import { JP, keyedCall, orderInput, systemCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

const HOUR_MS = 3_600_000;

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(() => house.close());

/** What Prometheus is given, without the names' beginning. */
const scrape = async (): Promise<Readonly<Record<string, number>>> => {
  const text = await metricsRegistry([...orderGauges(house), ...jobGauges(house)]).metrics();
  return Object.fromEntries(
    [...text.matchAll(/^onyx_(\w+) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]),
  );
};

test.each(['live', 'sandbox'] as const)('metrics tell of %s orders only where they are live', async (mode) => {
  const count = mode === 'live' ? 1 : 0;
  const before = await scrape();
  const since = async () => {
    const { live_orders_in_review: review, live_orders_late: late, live_refunds_open: refunds } = await scrape();
    const { live_orders_in_review = 0, live_orders_late = 0, live_refunds_open = 0 } = before;
    return [
      Number(review) - live_orders_in_review,
      Number(late) - live_orders_late,
      Number(refunds) - live_refunds_open,
    ];
  };
  const owner = await seedPartner(house, { mode, wallet: '20.00', approved: [JP] });
  const call = systemCall(owner);
  const place = async (name: string) => (await placeOrder(house, keyedCall(owner, name), orderInput(name))).subject;
  const [reviewed, ready] = [await place('p1'), await place('p2')];
  for (const orderId of [reviewed, ready]) await beginProvisioning(house, call, { orderId });
  expect(await since()).toEqual([0, 0, 0]);

  clock.advance(HOUR_MS);
  expect(await since()).toEqual([0, 2 * count, 0]);

  const review = { kind: 'review', reason: 'CARRIER_REVIEW' } as const;
  await settleProvisioning(house, call, { orderId: reviewed, outcome: review });
  const iccid = mode === 'live' ? '8988297000000000018' : '8988297000000000026';
  await settleProvisioning(house, call, { orderId: ready, outcome: readyOutcome({ owner, orderId: ready, iccid }) });
  expect(await since()).toEqual([count, 0, 0]);

  await requestRefund(house, keyedCall(owner, 'r'), { orderId: ready, reason: 'not_working', note: null });
  expect(await since()).toEqual([count, 0, count]);
});

test('metrics tell how many jobs are due, for how long the oldest is, and how many were given up', async () => {
  const tables = house.database.tables();
  await sql`delete from graphile_worker._private_jobs`.execute(tables);
  expect(await scrape()).toMatchObject({ jobs_due: 0, jobs_oldest_due_seconds: 0, jobs_given_up: 0 });
  for (const runAt of ['90 seconds', '-1 hour', '5 minutes']) {
    await sql`select graphile_worker.add_job('provision_order', '{}', run_at := now() - ${runAt}::interval, max_attempts := 2)`.execute(
      tables,
    );
  }
  expect(await scrape()).toMatchObject({ jobs_due: 2, jobs_given_up: 0 });
  const { jobs_oldest_due_seconds: oldest } = await scrape();
  expect(oldest).toBeGreaterThanOrEqual(300);
  expect(oldest).toBeLessThan(3_000);
  await sql`update graphile_worker._private_jobs set attempts = 2 where run_at < now() - interval '4 minutes'`.execute(
    tables,
  );
  expect(await scrape()).toMatchObject({ jobs_due: 1, jobs_given_up: 1 });
  // The last attempt is counted when it begins.
  await sql`update graphile_worker._private_jobs set locked_at = now() where attempts = 2`.execute(tables);
  expect(await scrape()).toMatchObject({ jobs_due: 1, jobs_given_up: 0 });
  for (const name of ['first', 'second']) {
    await sql`select graphile_worker.add_job('run_replay', '{}', queue_name := 'replays', job_key := ${name})`.execute(
      tables,
    );
  }
  expect(await scrape()).toMatchObject({ jobs_due: 3 });
  await sql`update graphile_worker._private_jobs set locked_at = now() where key = 'first'`.execute(tables);
  expect(await scrape()).toMatchObject({ jobs_due: 1 });
});
