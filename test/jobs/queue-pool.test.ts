import type pg from 'pg';
import { QueuePool } from '../../src/jobs/queue-pool.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let pool: QueuePool;

beforeAll(async () => {
  database = await createEmptyDatabase();
  pool = new QueuePool({ connectionString: database.url, max: 1 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** As the queue's listener takes its connection. */
const take = (): Promise<pg.PoolClient['release']> =>
  new Promise((resolve, reject) => {
    pool.connect((error, _client, release) => (release ? resolve(release) : reject(error)));
  });

test('a connection may be given back twice, and whoever has it by then keeps it', async () => {
  const release = await take();
  release();
  const next = await pool.connect();
  release();
  expect(pool.idleCount).toBe(0);
  expect((await next.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  next.release();
  expect(pool.idleCount).toBe(1);
});

test('a connection that is given back as lost is not used again', async () => {
  const release = await take();
  release(new Error('lost'));
  release();
  expect(pool.totalCount).toBe(0);
});

test('an ended pool says so, with nothing to give back', async () => {
  const ended = new QueuePool({ connectionString: database.url });
  await ended.end();
  const taken = await new Promise<unknown[]>((resolve) => {
    ended.connect((...given) => resolve(given));
  });
  expect(taken).toEqual([
    expect.objectContaining({ message: expect.stringContaining('after calling end') }),
    undefined,
    undefined,
  ]);
});
