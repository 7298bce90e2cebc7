import { MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely, sql } from 'kysely';
import { Database } from '../../src/db/database.ts';
import { StatementNames } from '../../src/db/preparing-client.ts';
import { ormConfig } from '../../src/orm.config.ts';
import { createTestDatabase } from '../support/test-database.ts';

describe('statement names', () => {
  test('are given to what comes for the fifth time, and stay', () => {
    const names = new StatementNames();
    const given = Array.from({ length: 7 }, () => names.nameOf('select $1'));
    expect(given.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined]);
    expect(new Set(given.slice(4)).size).toBe(1);
    expect(given[4]).toEqual(expect.any(String));
  });

  test('are two hundred at most, each for one text, whatever is sent', () => {
    const names = new StatementNames();
    const given = new Map<string, string | undefined>();
    for (let use = 0; use < 5; use += 1) {
      for (let text = 0; text < 300; text += 1) given.set(`select ${text}`, names.nameOf(`select ${text}`));
    }
    const named = [...given.values()].filter((name) => name !== undefined);
    expect(named).toHaveLength(200);
    expect(new Set(named).size).toBe(200);
  });

  test('forget the counts of what came seldom', () => {
    const names = new StatementNames();
    for (let use = 0; use < 4; use += 1) names.nameOf('select rare');
    for (let text = 0; text < 1_000; text += 1) names.nameOf(`select ${text}`);
    expect(names.nameOf('select rare')).toBeUndefined();
  });
});

describe('a connection', () => {
  let database: Database;
  let tables: Kysely<unknown>;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const created = await createTestDatabase();
    drop = created.drop;
    database = new Database(await MikroORM.init(ormConfig(created.url, 2)));
    tables = database.tables();
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });

  const prepared = async (): Promise<readonly string[]> => {
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tables);
    return rows.map(({ statement }) => statement);
  };

  test('prepares what comes often, and nothing that comes once', async () => {
    const answers: unknown[] = [];
    for (let use = 0; use < 6; use += 1) {
      answers.push((await sql`select ${use}::int + 1 as next`.execute(tables)).rows[0]);
    }
    await sql`select ${1}::int as once`.execute(tables);
    expect(answers).toEqual([1, 2, 3, 4, 5, 6].map((next) => ({ next })));
    expect(await prepared()).toEqual(['select $1::int + 1 as next']);
  });

  test('refuses a wrong value of a prepared statement and goes on', async () => {
    const half = (value: unknown) => tables.executeQuery(CompiledQuery.raw('select $1::int / 2 as half', [value]));
    for (let use = 0; use < 6; use += 1) await half(use);
    await expect(half('a')).rejects.toMatchObject({ code: '22P02' });
    expect((await half(8)).rows).toEqual([{ half: 4 }]);
  });
});
