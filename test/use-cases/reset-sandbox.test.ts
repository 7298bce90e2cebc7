import { sql } from 'kysely';
import { advanceSandboxClock } from '../../src/use-cases/advance-sandbox-clock.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { resetSandbox } from '../../src/use-cases/reset-sandbox.ts';
import { walkChains } from '../../src/views/ledger-chain.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { entriesOf, JP, keyedCall, orderInput, ordersOf, partnerCall, walletOf } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

let house: TestHouse;
let owner: SeededPartner;

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(() => house.close());

beforeEach(async () => {
  owner = await seedPartner(house, { wallet: '1000.00', approved: [JP] });
});

const place = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, n) => placeOrder(house, keyedCall(owner, `k${n}`), orderInput(`p${n}`))),
  );

const reset = () => resetSandbox(house, partnerCall(owner), { currency: 'USD' });

/** More than the orders of one transaction. */
const MANY = 130;

test('a reset ends every open order by the time that it answers, each once, and releases its price', async () => {
  await place(MANY);
  expect(await walletOf(house, owner)).toEqual({
    available: 100_000n - 400n * BigInt(MANY),
    reserved: 400n * BigInt(MANY),
  });
  await Promise.all([reset(), reset(), reset()]);
  expect(await walletOf(house, owner)).toEqual({ available: 100_000n, reserved: 0n });
  const orders = await ordersOf(house, owner);
  expect(orders.map(({ status, statusReason }) => `${status} ${statusReason}`)).toEqual(
    Array(MANY).fill('failed CANCELLED'),
  );
  const told = (await eventsOf(house, owner)).filter(({ type }) => type === 'order.failed');
  expect(new Set(told.map(({ orderId }) => orderId))).toEqual(new Set(orders.map(({ id }) => id)));
  expect(told).toHaveLength(MANY);
  expect((await proveLedger(house, null)).offenders).toEqual([]);
  expect((await walkChains(house, null, { isFull: true })).flatMap(({ findings }) => findings)).toEqual([]);
  const released = (await entriesOf(house, owner)).filter(({ type }) => type === 'release');
  expect(new Set(released.map(({ orderId }) => orderId)).size).toBe(released.length);
});

test('a clock can be moved however many orders are open, and each of them is looked at', async () => {
  await place(1);
  const { organisationId } = owner;
  const tables = house.database.tables();
  await sql`
    insert into orders select (jsonb_populate_record(o, jsonb_build_object(
      'id', 'ord_' || lpad(n::text, 26, '0'), 'partner_order_id', n::text))).*
    from orders o, generate_series(1, 1999) n where o.organisation_id = ${organisationId}`.execute(tables);
  await advanceSandboxClock(house, partnerCall(owner), { seconds: 1 });
  const { rows } = await sql`
    select count(*) from graphile_worker.jobs j join orders o on o.id = j.key
    where o.organisation_id = ${organisationId} and j.task_identifier = 'provision_order'`.execute(tables);
  expect(rows).toEqual([{ count: 2_000n }]);
});
