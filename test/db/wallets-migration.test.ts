import { sql } from 'kysely';
import { Wallets } from '../../migrations/migration-20261124040000-wallets.ts';
import { settledOrder } from '../support/endings.ts';
import { packageDraft, seedCatalogue } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(() => house.close());

const chain = async () =>
  (
    await sql`select id, sequence, encode(hash, 'hex') as hash from entries order by id`.execute(
      house.database.tables(),
    )
  ).rows;

/** The statement of the migration that numbers what was booked before it. */
const numbering = (): string => {
  const { driver, config } = { driver: house.database.orm.em.getDriver(), config: house.database.orm.config };
  const migration = new Wallets(driver, config);
  migration.up();
  const found = migration.getQueries().find((query) => String(query).includes('do $$'));
  if (!found) throw new Error('nothing numbers what was booked before');
  return String(found);
};

const withoutTriggers = (...statements: readonly string[]) =>
  house.database
    .tables<unknown>()
    .transaction()
    .execute(async (tables) => {
      for (const statement of ['set local session_replication_role = replica', ...statements]) {
        await sql.raw(statement).execute(tables);
      }
    });

test('a ledger that is older than its chain is numbered and hashed as the trigger would have done it', async () => {
  for (let wallet = 0; wallet < 3; wallet += 1) await settledOrder(house, 'ready');
  const chained = await chain();
  expect(chained).toHaveLength(9);
  await withoutTriggers("update entries set sequence = -sequence, hash = ''", numbering());
  expect(await chain()).toEqual(chained);
});

test('a ledger whose balances do not lead on is refused with the entry, for nothing could mend its chain', async () => {
  const broken = "update entries set available_after_minor = available_after_minor + 1 where type = 'reserve'";
  await expect(withoutTriggers(broken, numbering())).rejects.toThrow(/the balances of entry ent_\w+ do not lead on/);
});
