import { MikroORM } from '@mikro-orm/postgresql';
import { Client, type QueryResultRow } from 'pg';
import { ormConfig } from '../../src/orm.config.ts';
import { migrateDatabase } from '../../src/wiring.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

/** What makes the schema what it is: columns, constraints, indexes, triggers and functions, as text. */
const SCHEMA = `
  select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
    from information_schema.columns where table_schema = 'public'
  union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
  union all select indexdef from pg_indexes where schemaname = 'public'
  union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
  order by line`;

const query = async <Row extends QueryResultRow>(url: string, text: string): Promise<Row[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
};

const schemaOf = async (url: string): Promise<string[]> =>
  (await query<{ line: string }>(url, SCHEMA)).map(({ line }) => line);

/** Constraints, indexes, triggers and functions are the migrations' own: the entities name but the few that code relies on. */
const MIGRATIONS_OWN = /^$|\b(add|drop) constraint\b|^(create|drop) (unique )?index\b|^drop (trigger|function)\b/;

/** The statements that would make the tables what the entities say they are. */
const driftOf = async (url: string): Promise<string[]> => {
  const orm = await MikroORM.init({ ...ormConfig(url), schemaGenerator: { ignoreSchema: ['graphile_worker'] } });
  try {
    const statements = (await orm.schema.getUpdateSchemaSQL({ wrap: false })).split('\n');
    return statements.filter((statement) => !MIGRATIONS_OWN.test(statement));
  } finally {
    await orm.close();
  }
};

test('the entities describe the tables that the migrations make', async () => {
  expect(await driftOf(database.url)).toEqual([]);
});

test.each([
  'create table extra (id text primary key)',
  'drop table idempotency_keys',
  'alter table orders add column extra text',
  'alter table orders drop column customer_reference',
  'alter table orders rename column status to state',
  'alter table orders alter column customer_reference set not null',
  'alter table orders alter column net_price_minor type int',
])('they would not describe them after: %s', async (statement) => {
  const changed = await createTestDatabase();
  try {
    await query(changed.url, statement);
    expect(await driftOf(changed.url)).not.toEqual([]);
  } finally {
    await changed.drop();
  }
});

test('every moment is kept with its offset, which the ORM does not compare', async () => {
  const naive = "select format('%s.%s', table_name, column_name) as line from information_schema.columns";
  expect(await query(database.url, `${naive} where data_type = 'timestamp without time zone'`)).toEqual([]);
});

test('migrations that ran change nothing when they are run again', async () => {
  const before = await schemaOf(database.url);
  expect(await migrateDatabase(database.url)).toEqual([]);
  expect(await schemaOf(database.url)).toEqual(before);
  expect(before.length).toBeGreaterThan(100);
});
