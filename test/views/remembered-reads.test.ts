import { RememberedReads } from '../../src/views/remembered-reads.ts';

const { jest } = import.meta;

/** A table that counts its queries; each takes `tookMs` and sees what was there when it began. */
class Table {
  readonly rows = new Map<string, { readonly version: number }>();
  queries = 0;
  ids = 0;
  tookMs = 0;
  isAway = false;

  readonly read = async (ids: readonly string[]) => {
    this.queries += 1;
    this.ids += ids.length;
    const found = new Map(ids.flatMap((id) => [this.rows.get(id)].flatMap((row) => (row ? [[id, row] as const] : []))));
    if (this.tookMs > 0) await new Promise((resolve) => setTimeout(resolve, this.tookMs));
    if (this.isAway) throw new Error('away');
    return found;
  };
}

let table: Table;
let reads: RememberedReads<{ readonly version: number }>;

beforeEach(() => {
  jest.useFakeTimers();
  table = new Table();
  table.rows.set('a', { version: 1 });
  reads = new RememberedReads(table.read, true);
});
afterEach(() => {
  reads.close();
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

test('what is in use is there without waiting, for as long as it is asked for, one query every 400 ms', async () => {
  await reads.get('a');
  for (let ms = 0; ms < 10_000; ms += 50) {
    expect(reads.peek('a')).toEqual({ version: 1 });
    await pass(50);
  }
  expect(table.queries).toBeLessThanOrEqual(1 + 10_000 / 400);
});

test('all that is in use is read again in one query', async () => {
  for (let n = 0; n < 100; n += 1) table.rows.set(`id-${n}`, { version: n });
  for (const id of table.rows.keys()) await reads.get(id);
  const before = table.queries;
  await pass(400);
  expect([table.queries - before, table.ids]).toEqual([1, 2 * 101]);
});

test('asked for once in thirty seconds it is there without waiting, after a minute it is not read any more', async () => {
  await reads.get('a');
  await pass(30_000);
  expect(reads.peek('a')).toEqual({ version: 1 });
  await pass(62_000);
  const { queries } = table;
  await pass(60_000);
  expect([reads.peek('a'), table.queries]).toEqual([undefined, queries]);
});

test('nothing older than a second is believed, however slow the queries are', async () => {
  await reads.get('a');
  table.tookMs = 5_000;
  table.rows.set('a', { version: 2 });
  await pass(900);
  expect(reads.peek('a')).toEqual({ version: 1 });
  await pass(101);
  expect(reads.peek('a')).toBeUndefined();
  const asking = reads.get('a');
  await pass(5_000);
  expect(await asking).toEqual({ version: 2 });
});

test('a question does not join a query that began more than a second before it', async () => {
  table.tookMs = 3_000;
  const first = reads.get('a');
  await pass(1_500);
  table.rows.set('a', { version: 2 });
  const second = reads.get('a');
  await pass(3_000);
  expect([await first, await second]).toEqual([{ version: 1 }, { version: 2 }]);
});

test('what is forgotten is read anew, also where a query from before is still under way', async () => {
  await reads.get('a');
  table.tookMs = 300;
  await pass(450); // the reading ahead is under way
  table.rows.set('a', { version: 2 });
  reads.forget('a');
  expect(reads.peek('a')).toBeUndefined();
  const asking = reads.get('a');
  await pass(300);
  expect([await asking, reads.peek('a')]).toEqual([{ version: 2 }, { version: 2 }]);
});

test('twenty questions at once are one query', async () => {
  table.tookMs = 10;
  const asking = Promise.all(Array.from({ length: 20 }, () => reads.get('a')));
  await pass(10);
  expect(new Set((await asking).map((row) => row?.version))).toEqual(new Set([1]));
  expect(table.queries).toBe(1);
});

test('a database that is away is told to whoever has to ask it, and is asked again', async () => {
  await reads.get('a');
  table.isAway = true;
  await pass(900);
  expect(reads.peek('a')).toEqual({ version: 1 });
  await pass(200);
  await expect(reads.get('a')).rejects.toThrow('away');
  table.isAway = false;
  await expect(reads.get('a')).resolves.toEqual({ version: 1 });
});

test('that there is nothing is remembered too, and pushes nothing out that is in use', async () => {
  await reads.get('a');
  expect([await reads.get('none'), await reads.get('none'), table.queries]).toEqual([null, null, 2]);
  for (let n = 0; n < 20_000; n += 1) await reads.get(`made-up-${n}`);
  expect(reads.peek('a')).toEqual({ version: 1 });
  table.rows.set('none', { version: 1 });
  await pass(1_001);
  expect(await reads.get('none')).toEqual({ version: 1 });
});

test('what is gone is gone with the next reading ahead', async () => {
  await reads.get('a');
  table.rows.delete('a');
  await pass(400);
  expect([reads.peek('a'), await reads.get('a')]).toEqual([undefined, null]);
});

test('closed, it reads ahead no more', async () => {
  await reads.get('a');
  reads.close();
  await pass(10_000);
  expect(table.queries).toBe(1);
});
