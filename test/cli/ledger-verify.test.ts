import { sql } from 'kysely';
import { beginProvisioning } from '../../src/use-cases/begin-provisioning.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { type ProvisioningOutcome, settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { JP, keyedCall, orderInput, systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(() => house.close());

let esims = 0n;

const nextIccid = (): string => {
  esims += 1n;
  return String(89_882_990_000_000_000_000n + esims);
};

const OUTCOMES: readonly (() => ProvisioningOutcome)[] = [
  () => ({
    kind: 'ready',
    iccid: nextIccid(),
    activation: { smdpAddress: 'smdp.example', matchingId: 'MATCHING' },
  }),
  () => ({ kind: 'failed', reason: 'CARRIER_REJECTED' }),
  () => ({ kind: 'review', reason: 'CARRIER_REVIEW' }),
];

/** A partner that paid 50.00 and has an order that is ready, one that failed, one in review and one just reserved. */
const seedBooks = async (): Promise<SeededPartner> => {
  const owner = await seedPartner(house, { wallet: '50.00', approved: [JP] });
  for (const [index, outcome] of OUTCOMES.entries()) {
    const { subject } = await placeOrder(house, keyedCall(owner, `key-${index}`), orderInput(`order-${index}`));
    await beginProvisioning(house, systemCall(owner), { orderId: subject });
    await settleProvisioning(house, systemCall(owner), { orderId: subject, outcome: outcome() });
  }
  await placeOrder(house, keyedCall(owner, 'key-open'), orderInput('order-open'));
  return owner;
};

const RIGHT = {
  books: 2,
  accounts: 8,
  entries: 7,
  postings: 14,
  orders: 4,
  openOrders: 2,
  holds: 2,
  offenderCount: 0,
  offenders: [],
};

test('books that only the use-cases wrote are right, and the counts are those of all or of one organisation', async () => {
  const { organisationId } = await seedBooks();
  await seedBooks();
  expect(await proveLedger(house, organisationId)).toEqual(RIGHT);
  expect(await proveLedger(house, null)).toMatchObject({
    books: 4,
    entries: 14,
    orders: 8,
    holds: 4,
    offenderCount: 0,
  });
  expect(await proveLedger(house, 'org_of_nobody')).toMatchObject({
    books: 0,
    entries: 0,
    postings: 0,
    offenderCount: 0,
  });
});

/** What the database refuses unless its triggers are off: as if somebody had been at the rows by hand. */
const TAMPERING: readonly (readonly [what: string, change: string, broken: readonly string[]])[] = [
  [
    'a posting has another amount',
    `update postings set amount_minor = amount_minor + 1 where entry_id = (select id from owned where type = 'capture')
       and amount_minor > 0`,
    ['balance_is_postings', 'entry_balances'],
  ],
  [
    'an entry has lost its postings',
    `delete from postings where entry_id = (select id from owned where type = 'release')`,
    ['balance_is_postings', 'entry_balances'],
  ],
  [
    'a balance was raised',
    `update accounts set balance_minor = balance_minor + 100 where organisation_id = $1 and mode = 'sandbox' and kind = 'available'`,
    ['balance_is_postings', 'balances_are_last'],
  ],
  [
    'two balances were raised that cancel each other out',
    `update accounts set balance_minor = balance_minor + case kind when 'available' then 100 else -100 end
       where organisation_id = $1 and mode = 'sandbox' and kind in ('available', 'funding')`,
    ['balance_is_postings', 'balances_are_last'],
  ],
  [
    'an entry states another balance than there was',
    `update entries set available_after_minor = available_after_minor + 1 where id = (select max(id) from owned)`,
    ['balances_are_last'],
  ],
  [
    'an order became ready and was never paid',
    `update orders set status = 'esim_ready' where organisation_id = $1 and partner_order_id = 'order-open'`,
    ['order_holds', 'reserved_is_holds'],
  ],
  [
    'an order is open again whose hold is gone',
    `update orders set status = 'reserved' where organisation_id = $1 and partner_order_id = 'order-1'`,
    ['order_holds', 'reserved_is_holds'],
  ],
  [
    'an order has another price than its entries',
    `update orders set net_price_minor = 500 where organisation_id = $1 and partner_order_id = 'order-0'`,
    ['order_holds'],
  ],
  [
    'a hold belongs to no order',
    `update entries set order_id = null where id = (select max(id) from owned where type = 'reserve')`,
    ['entry_balances', 'order_holds'],
  ],
];

test.each(TAMPERING)('it is found that %s', async (_what, change, broken) => {
  const { organisationId } = await seedBooks();
  const tables = house.database.tables();
  for (const table of ['entries', 'postings']) {
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(tables);
  }
  const statement = change.replaceAll('owned', `(select * from entries where organisation_id = $1) owned`);
  await sql.raw(statement.replaceAll('$1', `'${organisationId}'`)).execute(tables);
  for (const table of ['entries', 'postings']) {
    await sql`alter table ${sql.table(table)} enable trigger user`.execute(tables);
  }
  const { offenders, offenderCount } = await proveLedger(house, organisationId);
  expect([...new Set(offenders.map(({ check }) => check))].sort()).toEqual(broken);
  expect(offenders).toHaveLength(offenderCount);
});

test('the command ends with 1 and names what does not fit', async () => {
  const environment = { DATABASE_URL: house.databaseUrl, ONYX_KEYS: `key:${Buffer.alloc(32).toString('base64')}` };
  const { code, stdout, stderr } = await runWarm(['ledger', 'verify'], environment);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(/^FAIL {2}an entry sums to zero/m);
  expect(stdout).toMatch(/^\d+ things do not fit \(amounts in minor units\):$/m);
  expect(stdout).toMatch(
    /^ {2}order_holds {2}ord_\w{26}: esim_ready with 1 reserved, 0 captured, 0 released, 0 refunded$/m,
  );
});
