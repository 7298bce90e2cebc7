import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { ExportRows } from '../../views/export-rows.ts';

/** How rows are written. */
export const FORMATS = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' } as const;

export type Format = keyof typeof FORMATS;

export const isFormat = (text: string): text is Format => Object.hasOwn(FORMATS, text);

/** What a spreadsheet takes for the beginning of a formula, in full-width letters too. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A text that is a formula to nobody. A number stays one, also below zero. */
const defuse = (cell: string): string => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

/** RFC 4180, with a header. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
const writeCsv = (columns: readonly string[], rows: ExportRows): Readable => {
  const csv = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    cast: { string: defuse },
  });
  return pipeline(Readable.from(rows), csv, () => undefined); // who reads it hears of an error
};

async function* jsonLines(rows: ExportRows): AsyncGenerator<string, void, undefined> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Rows as text, made as fast as it is read. */
export const writeRows = (format: Format, columns: readonly string[], rows: ExportRows): Readable =>
  format === 'csv' ? writeCsv(columns, rows) : Readable.from(jsonLines(rows), { objectMode: false });
