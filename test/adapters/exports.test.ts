import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { FORMATS, type Format, writeRows } from '../../src/adapters/exports/formats.ts';
import type { ExportRows } from '../../src/views/export-rows.ts';

const COLUMNS = ['name', 'amount'] as const;

async function* rowsOf(rows: readonly Readonly<Record<string, string>>[]): ExportRows {
  yield* rows;
}

const write = (format: Format, rows: readonly Readonly<Record<string, string>>[]): Promise<string> =>
  text(writeRows(format, COLUMNS, rowsOf(rows)));

/** Rows without an end that count how many of them were asked for, and tell when nobody asks any more. */
const endlessRows = () => {
  const seen = { pulled: 0, isOver: false };
  const rows = async function* (): ExportRows {
    try {
      for (;;) yield { name: `row ${seen.pulled++}`, amount: '1.00' };
    } finally {
      seen.isOver = true;
    }
  };
  return { seen, rows: rows() };
};

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5_000; turn++) await setImmediate();
};

describe('CSV', () => {
  test('has a header and the lines of RFC 4180, also where there is no row, and what needs quotes comes back as it was', async () => {
    expect(await write('csv', [{ name: 'a', amount: '1.00' }])).toBe('name,amount\r\na,1.00\r\n');
    expect(await write('csv', [])).toBe('name,amount\r\n');
    const odd = [{ name: 'a "b", c\r\nd', amount: '' }];
    expect(parse(await write('csv', odd), { columns: true })).toEqual(odd);
  });

  test('leaves money as exact decimals, also below zero, and lets no other cell begin a formula', async () => {
    const cells = ['-4.00', '-4', '0.00', '-4.00+1', '=1', '+1', '@a', '\tb', '＝1', '-', 'a=1'];
    const rows = parse<{ name: string }>(
      await write(
        'csv',
        cells.map((name) => ({ name, amount: '-4.00' })),
      ),
      { columns: true },
    );
    expect(rows.map(({ name }) => name)).toEqual([
      '-4.00',
      '-4',
      '0.00',
      "'-4.00+1",
      "'=1",
      "'+1",
      "'@a",
      "'\tb",
      "'＝1",
      "'-",
      'a=1',
    ]);
  });
});

describe.each(Object.keys(FORMATS) as Format[])('%s', (format) => {
  test('is made as fast as it is read: a reader that stops holds the rows up, and one that goes away ends them', async () => {
    const { seen, rows } = endlessRows();
    const stream = writeRows(format, COLUMNS, rows);
    await once(stream, 'readable');
    await settle();
    const held = seen.pulled;
    expect(held).toBeLessThan(5_000);
    await settle();
    expect(seen).toEqual({ pulled: held, isOver: false });
    stream.destroy();
    await settle();
    expect(seen.isOver).toBe(true);
  });

  test('tells its reader of an error of the rows', async () => {
    const broken = async function* (): ExportRows {
      yield { name: 'a', amount: '1.00' };
      throw new Error('the database is away');
    };
    await expect(text(writeRows(format, COLUMNS, broken()))).rejects.toThrow('the database is away');
  });
});
