import { sql } from 'kysely';
import { EntryOrder } from '../../migrations/migration-20261124060000-entry-order.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { JP } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});
afterAll(() => house.close());

const HOUR_MS = 3_600_000;

const wallets = async () =>
  (
    await sql<{ id: string; isInOrder: boolean }>`
      select organisation_id as id, is_in_order as "isInOrder" from wallets order by organisation_id`.execute(
      house.database.tables(),
    )
  ).rows;

/** The statement of the migration that looks at what was booked before it. */
const looking = (): string => {
  const migration = new EntryOrder(house.database.orm.em.getDriver(), house.database.orm.config);
  migration.up();
  const found = migration.getQueries().find((query) => String(query).includes('set is_in_order = false from'));
  if (!found) throw new Error('nothing looks at what was booked before');
  return String(found);
};

test('a wallet in which a clock was set back is known by it, also where that was before the migration', async () => {
  const [still, back] = [
    await seedPartner(house, { wallet: '10.00', approved: [JP] }),
    await seedPartner(house, { wallet: '10.00', approved: [JP] }),
  ];
  await seedReadyEsim(house, still);
  clock.advance(HOUR_MS);
  await seedReadyEsim(house, back);
  clock.advance(-HOUR_MS);
  await seedReadyEsim(house, back);
  const known = await wallets();
  const byId = new Map(known.map(({ id, isInOrder }) => [id, isInOrder]));
  expect([byId.get(still.organisationId), byId.get(back.organisationId)]).toEqual([true, false]);
  await sql`update wallets set is_in_order = true`.execute(house.database.tables());
  await sql.raw(looking()).execute(house.database.tables());
  expect(await wallets()).toEqual(known);
});
