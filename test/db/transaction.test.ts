import { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Database } from '../../src/db/database.ts';
import type { Tx } from '../../src/db/transaction.ts';
import { OrganisationEntity } from '../../src/domains/partners/index.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { ormConfig } from '../../src/orm.config.ts';
import { createTestDatabase } from '../support/test-database.ts';

const POOL_MAX = 2;

const origin = () => ({ actor: { kind: 'system', name: 'test' } as const, now: new Date(), requestId: null });

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const created = await createTestDatabase();
  drop = created.drop;
  database = new Database(await MikroORM.init(ormConfig(created.url, POOL_MAX)));
});
afterAll(async () => {
  await database.close();
  await drop();
});

const organisation = (id: string) => ({
  id,
  name: id,
  state: 'active' as const,
  currency: 'USD',
  excludedMarkets: [],
  createdAt: new Date(),
});

const names = async (): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string }>`select name from organisations order by name`.execute(database.tables());
  return rows.map(({ name }) => name);
};

const loseConnection = (tx: Tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx.tables());

test('a change writes what it gathered and what its unit of work made, together', async () => {
  await database.transaction(origin(), async (tx) => {
    tx.write(OrganisationEntity, organisation('gathered'));
    tx.em.create(OrganisationEntity, organisation('made'));
  });
  expect(await names()).toEqual(['gathered', 'made']);
});

test('a change that is refused leaves nothing, whichever way it wrote', async () => {
  const before = await names();
  const refused = database.transaction(origin(), async (tx) => {
    tx.write(OrganisationEntity, organisation('lost'));
    tx.em.create(OrganisationEntity, organisation('lost too'));
    await tx.flush();
    throw new Fault('ORGANISATION_SUSPENDED');
  });
  await expect(refused).rejects.toMatchObject({ code: 'ORGANISATION_SUSPENDED' });
  expect(await names()).toEqual(before);
});

test('the unit of work sees what the change wrote before', async () => {
  const found = await database.transaction(origin(), async (tx) => {
    tx.write(OrganisationEntity, organisation('seen'));
    await tx.flush();
    return tx.em.findOneOrFail(OrganisationEntity, { id: 'seen' });
  });
  expect(found.name).toBe('seen');
});

test('connections lost in the middle of changes are replaced: later changes go through', async () => {
  for (let loss = 0; loss <= POOL_MAX; loss += 1) {
    await expect(database.transaction(origin(), loseConnection)).rejects.toThrow();
  }
  const answer = database.transaction(origin(), async (tx) => sql`select 1 as one`.execute(tx.tables()));
  expect((await answer).rows).toEqual([{ one: 1 }]);
});

test('a change is run again after a deadlock or a serialisation failure, four times in all', async () => {
  let runs = 0;
  const conflict = (times: number) =>
    database.transaction(origin(), async (tx) => {
      runs += 1;
      if (runs <= times)
        await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(tx.tables());
      return runs;
    });
  expect(await conflict(3)).toBe(4);
  runs = 0;
  await expect(conflict(4)).rejects.toThrow('again');
  expect(runs).toBe(4);
});
