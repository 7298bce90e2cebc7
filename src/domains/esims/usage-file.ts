import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { UsageReport } from './usage.ts';
import { type GivenReport, REPORT_FIELDS, readUsageReport } from './usage-report.ts';

export const USAGE_FILE_BYTES_MAX = 20 * 1024 * 1024;
export const USAGE_FILE_ROWS_MAX = 100_000;

/** Why one row cannot be taken in. The line is the file's own, the first being 1. */
interface UsageRowProblem {
  readonly line: number;
  /** Null where the whole row, or the whole file, is meant. */
  readonly column: string | null;
  readonly problem: string;
}

export interface UsageFile {
  readonly reports: readonly UsageReport[];
  /** Sorted by line. */
  readonly problems: readonly UsageRowProblem[];
}

interface Line {
  readonly line: number;
  readonly text: string;
}

const COLUMNS = {
  reference: 'reference',
  iccid: 'iccid',
  dataMbUsed: 'data_mb_used',
  observedAt: 'observed_at',
} as const satisfies Record<keyof UsageReport, string>;

/** How one line becomes a report's fields, or what is wrong with the whole of it. */
type ReadLine = (text: string) => GivenReport | string;

const splitLines = (text: string): readonly Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '');

const fieldsOf = (text: string): readonly string[] | null => {
  try {
    const [fields = []] = parse(text, { relax_column_count: true, trim: true });
    return fields;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return null;
  }
};

/** Reads lines below a header. Gives what is wrong where the header lacks a column; others that it has are passed over. */
const csvReader = (header: string): ReadLine | string => {
  const names = fieldsOf(header) ?? [];
  const missing = REPORT_FIELDS.map((field) => COLUMNS[field]).filter((name) => !names.includes(name));
  if (missing.length > 0) return `the columns ${missing.join(', ')} are missing`;
  return (text) => {
    const cells = fieldsOf(text);
    if (cells === null) return 'the quotes of the line are not well formed';
    if (cells.length !== names.length) return `the row has ${cells.length} columns, the header ${names.length}`;
    return Object.fromEntries(REPORT_FIELDS.map((field) => [field, cells[names.indexOf(COLUMNS[field])]]));
  };
};

const readJsonLine: ReadLine = (text) => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // said below, as for any other value
  }
  return 'the line is no JSON object';
};

const refused = (line: number, problem: string): UsageFile => ({
  reports: [],
  problems: [{ line, column: null, problem }],
});

const readRow = ({ line, text }: Line, readLine: ReadLine, isCsv: boolean, now: Date): UsageFile => {
  const given = readLine(text);
  if (typeof given === 'string') return refused(line, given);
  const read = readUsageReport(given, now);
  if ('iccid' in read) return { reports: [read], problems: [] };
  const problems = read.map(({ field, bound }) => {
    const column = REPORT_FIELDS.find((one) => one === field);
    return { line, column: isCsv && column ? COLUMNS[column] : field, problem: `give ${bound}` };
  });
  return { reports: [], problems };
};

/**
 * Reads a carrier's file of usage reports, CSV with the columns reference, iccid, data_mb_used and observed_at or a JSON
 * object on each line, and reports everything that is wrong with it by the line numbers of the file; the good rows are
 * given beside the problems. UTF-8, at most 20 MB and 100,000 rows. It never throws, and no problem holds a value.
 */
export const readUsageFile = (bytes: Uint8Array, now: Date): UsageFile => {
  if (bytes.byteLength > USAGE_FILE_BYTES_MAX) return refused(1, 'the file is larger than 20 MB');
  if (!isUtf8(bytes)) return refused(1, 'the file is not UTF-8');
  const lines = splitLines(Buffer.from(bytes).toString());
  const [first] = lines;
  if (first === undefined) return refused(1, 'the file is empty');
  const isCsv = !first.text.startsWith('{');
  const readLine = isCsv ? csvReader(first.text) : readJsonLine;
  if (typeof readLine === 'string') return refused(first.line, readLine);
  const rows = isCsv ? lines.slice(1) : lines;
  if (rows.length === 0) return refused(first.line, 'the file has a header and no rows');
  const excess = rows[USAGE_FILE_ROWS_MAX];
  if (excess) return refused(excess.line, `the file has more than ${USAGE_FILE_ROWS_MAX} rows`);
  const read = rows.map((row) => readRow(row, readLine, isCsv, now));
  return { reports: read.flatMap(({ reports }) => reports), problems: read.flatMap(({ problems }) => problems) };
};
