import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { ExportRows } from '../../views/export-rows.ts';

/** How rows are written. */
export const FORMATS = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' } as const;

export type Format = keyof typeof FORMATS;

export const isFormat = (text: string): text is Format => Object.hasOwn(FORMATS, text);

/** RFC 4180, with a header. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
const writeCsv = (columns: readonly string[], rows: ExportRows): Readable => {
  const csv = stringify({ header: true, columns: [...columns], record_delimiter: 'windows', escape_formulas: true });
  return pipeline(Readable.from(rows), csv, () => undefined); // who reads it hears of an error
};

async function* jsonLines(rows: ExportRows): AsyncGenerator<string, void, undefined> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Rows as text, made as fast as it is read. */
export const writeRows = (format: Format, columns: readonly string[], rows: ExportRows): Readable =>
  format === 'csv' ? writeCsv(columns, rows) : Readable.from(jsonLines(rows), { objectMode: false });
