import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { Currency } from '../../../kernel/money.ts';
import { readHeader } from './price-header.ts';
import { type PriceRow, readRow } from './price-row.ts';
import { printable, type RowProblem } from './row-problem.ts';

export const PRICE_FILE_BYTES_MAX = 5 * 1024 * 1024;
const PRICE_FILE_ROWS_MAX = 50_000;

interface PriceFile {
  /** Null where the header cannot be read. */
  readonly currency: Currency | null;
  readonly rows: readonly PriceRow[];
  /** Sorted by line. */
  readonly problems: readonly RowProblem[];
}

interface Line {
  readonly line: number;
  readonly bytes: Buffer;
}

/** Lines that hold anything, numbered as an editor numbers them. A byte order mark and carriage returns are left out. */
const splitLines = (bytes: Buffer): Line[] => {
  const start = bytes.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? 3 : 0;
  // latin1 keeps every byte as it is, so that a line of another encoding can be named instead of spoiling the file.
  const lines = bytes.toString('latin1', start).split('\n');
  return lines
    .map((text, index) => ({ line: index + 1, bytes: Buffer.from(text.replace(/[ \t\r]+$/, ''), 'latin1') }))
    .filter(({ bytes: content }) => content.length > 0);
};

/**
 * The fields of one line, or why it has none. No value of a price file holds a line break, so each line is parsed on
 * its own: an unclosed quote spoils one row and never swallows those below it.
 */
const readFields = ({ line, bytes }: Line): readonly string[] | RowProblem => {
  if (!isUtf8(bytes)) return { line, column: null, problem: 'the line is not valid UTF-8' };
  try {
    // With no option of its own that makes objects, the parser gives arrays of text.
    const [fields = []] = parse(bytes, { record_delimiter: '\n', relax_column_count: true, trim: true });
    return fields;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line, column: null, problem: 'the quotes of the line are not well formed' };
  }
};

const isProblem = (read: readonly string[] | RowProblem): read is RowProblem => 'problem' in read;

const refused = (line: number, problem: string): PriceFile => ({
  currency: null,
  rows: [],
  problems: [{ line, column: null, problem }],
});

/** Gives each row once per country, size and validity: a second one is a problem that names the first. */
class RowsOnce {
  readonly rows: PriceRow[] = [];
  readonly problems: RowProblem[] = [];
  readonly #lineByKey = new Map<string, number>();

  add(row: PriceRow): void {
    const key = `${row.iso2} ${row.dataMb} ${row.validityDays}`;
    const first = this.#lineByKey.get(key);
    if (first === undefined) {
      this.#lineByKey.set(key, row.line);
      this.rows.push(row);
    } else {
      const problem = `the country, size and validity are those of line ${first}`;
      this.problems.push({ line: row.line, column: null, problem });
    }
  }
}

/**
 * Reads a CSV of retail prices and reports everything that is wrong with it by the line numbers of the file; the good
 * rows are given beside the problems, so that the caller decides whether bad ones may be left out. UTF-8, at most
 * 5 MB and 50,000 rows; blank lines, spaces around values, a byte order mark and CRLF are accepted. Never throws.
 */
export const readPriceFile = (csv: string | Uint8Array): PriceFile => {
  const bytes = typeof csv === 'string' ? Buffer.from(csv) : Buffer.from(csv.buffer, csv.byteOffset, csv.byteLength);
  if (bytes.byteLength > PRICE_FILE_BYTES_MAX) return refused(1, 'the file is larger than 5 MB');
  const [first, ...body] = splitLines(bytes);
  if (first === undefined) return refused(1, 'the file is empty');
  const names = readFields(first);
  if (isProblem(names)) return { currency: null, rows: [], problems: [names] };
  const columns = readHeader(first.line, names);
  if (!('currency' in columns)) return { currency: null, rows: [], problems: columns };
  if (body.length === 0) return refused(first.line, 'the file has a header and no rows');
  const excess = body[PRICE_FILE_ROWS_MAX];
  if (excess !== undefined) return refused(excess.line, `the file has more than ${PRICE_FILE_ROWS_MAX} rows`);

  const once = new RowsOnce();
  for (const line of body) {
    const fields = readFields(line);
    if (isProblem(fields)) {
      once.problems.push(fields);
      continue;
    }
    const row = readRow(line.line, fields, columns);
    if ('iso2' in row) once.add(row);
    else once.problems.push(...row);
  }
  return { currency: columns.currency, rows: once.rows, problems: once.problems };
};

/** One problem as a sentence for a terminal: `line 81, data_gb: the size is 0 …`. */
export const describeProblem = ({ line, column, problem }: RowProblem): string =>
  column === null ? `line ${line}: ${problem}` : `line ${line}, ${printable(column)}: ${problem}`;
