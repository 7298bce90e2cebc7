import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { badInput, type Problem } from '../../kernel/fault.ts';
import { type Currency, parseMoney } from '../../kernel/money.ts';

export const LIST_ROWS_MAX = 100_000;
export const LIST_BYTES_MAX = 10 * 1024 * 1024;

/** Whoever wrote the list mends it by the first of them. */
const PROBLEMS_MAX = 100;

/** As long as an id may be when an order is placed, and without what no id has. */
const ORDER_ID = /^\P{Cc}{1,128}$/u;

/** What a partner's own books say of one order. */
export interface ListedOrder {
  /** The row of the file, its header being 1. */
  readonly row: number;
  readonly partnerOrderId: string;
  readonly amountMinor: bigint;
}

const HEADERS = ['partnerOrderId', 'amount', 'currency'] as const;

type Cells = Readonly<Partial<Record<(typeof HEADERS)[number], string>>>;

const problem = (row: number, column: string, bound: string): Problem => ({ field: `row ${row}, ${column}`, bound });

/** What is wrong with a row, or the order that it is. */
const readRow = ({ partnerOrderId = '', amount = '', currency: code }: Cells, row: number, currency: Currency) => {
  const problems: Problem[] = [];
  if (!ORDER_ID.test(partnerOrderId)) {
    problems.push(problem(row, 'partnerOrderId', '1 to 128 characters, none of them a control character'));
  }
  if (code !== undefined && code !== currency) problems.push(problem(row, 'currency', currency));
  try {
    const { minor } = parseMoney(amount, currency);
    if (problems.length === 0) return { row, partnerOrderId, amountMinor: minor };
  } catch {
    problems.push(problem(row, 'amount', `a decimal number as ${currency} has it, such as 4.50`));
  }
  return problems;
};

/** Counts the bytes of a body. Refuses: BAD_USER_INPUT for more than 10 MB. */
async function* bounded(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LIST_BYTES_MAX) throw badInput({ field: 'body', bound: 'at most 10 MB' });
    yield chunk;
  }
}

const columnsOf = (header: readonly string[]): string[] => {
  const names = header.map((name) => name.trim());
  const missing = HEADERS.slice(0, 2).filter((name) => !names.includes(name));
  if (missing.length > 0) throw badInput({ field: 'row 1', bound: `a header with ${missing.join(' and ')}` });
  return names;
};

/** Why a text is no CSV, by the row where that shows. */
const explainCsv = ({ code, lines }: CsvError): Problem => ({
  field: `row ${lines ?? 1}`,
  bound:
    code === 'CSV_RECORD_INCONSISTENT_COLUMNS' ? 'as many columns as the header has' : 'well-formed CSV (RFC 4180)',
});

/**
 * Reads a partner's list of orders, CSV in UTF-8 with the columns partnerOrderId and amount, and currency where it likes,
 * row by row as it arrives: at most 10 MB and 100,000 rows. Refuses: BAD_USER_INPUT with the first hundred problems, each
 * with its row, or with what is no CSV.
 */
export async function* readPartnerList(
  body: AsyncIterable<Buffer>,
  currency: Currency,
): AsyncGenerator<ListedOrder, void, undefined> {
  const options = {
    bom: true,
    trim: true,
    skip_empty_lines: true,
    columns: columnsOf,
    info: true,
    max_record_size: 2_000,
  };
  const parser = pipeline(Readable.from(bounded(body)), parse(options), () => undefined); // who reads it hears of an error
  const problems: Problem[] = [];
  let rows = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Cells; info: { lines: number } }>) {
      rows += 1;
      if (rows > LIST_ROWS_MAX) throw badInput({ field: 'body', bound: `at most ${LIST_ROWS_MAX} rows` });
      const read = readRow(record, info.lines, currency);
      if (!('row' in read)) problems.push(...read);
      else if (problems.length === 0) yield read;
      if (problems.length >= PROBLEMS_MAX) break;
    }
  } catch (error) {
    throw error instanceof CsvError ? badInput(explainCsv(error)) : error;
  }
  if (problems.length > 0) throw badInput(...problems.slice(0, PROBLEMS_MAX));
}
