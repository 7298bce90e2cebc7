import { Fault } from '../../../kernel/fault.ts';
import { CURRENCY_DECIMALS, type Currency, parseMoney } from '../../../kernel/money.ts';
import { DATA_GB_MAX, DATA_MB_MAX, gigabytesToMb } from './data-size.ts';
import { markets } from './markets.ts';
import type { PriceColumns } from './price-header.ts';
import { quoted, type RowProblem } from './row-problem.ts';

/** A good row of a price file: what one size costs in one country at retail. */
export interface PriceRow {
  readonly line: number;
  readonly iso2: string;
  readonly dataMb: number;
  readonly validityDays: number;
  readonly currency: Currency;
  readonly retailPriceMinor: bigint;
}

type Cell<Value> = { readonly value: Value } | { readonly problem: string };

const VALIDITY_DAYS_MAX = 365;
const WHOLE = /^\d{1,9}$/;

const readIso2 = (text: string): Cell<string> =>
  markets().has(text)
    ? { value: text }
    : { problem: `${quoted(text)} is no known country: give its ISO 3166-1 code in capital letters, such as JP` };

const sizeWithinBounds = (dataMb: number): Cell<number> => {
  if (dataMb === 0) {
    return {
      problem:
        'the size is 0, so it was rounded away or was never known, and it cannot be guessed: give the real size, such as 0.5 GB for 512 MB',
    };
  }
  return dataMb > DATA_MB_MAX ? { problem: `the size is above ${DATA_GB_MAX} GB` } : { value: dataMb };
};

const readGigabytes = (text: string): Cell<number> => {
  const dataMb = gigabytesToMb(text);
  return dataMb === null
    ? {
        problem: `${quoted(text)} is no size: give gigabytes as a decimal that makes whole megabytes (1 GB is 1024 MB)`,
      }
    : sizeWithinBounds(dataMb);
};

const readMegabytes = (text: string): Cell<number> =>
  WHOLE.test(text)
    ? sizeWithinBounds(Number(text))
    : { problem: `${quoted(text)} is no size: give whole megabytes, such as 500` };

const readValidityDays = (text: string): Cell<number> => {
  const days = WHOLE.test(text) ? Number(text) : 0;
  return days >= 1 && days <= VALIDITY_DAYS_MAX
    ? { value: days }
    : { problem: `${quoted(text)} is no validity: give whole days from 1 to ${VALIDITY_DAYS_MAX}` };
};

const readPrice = (text: string, currency: Currency): Cell<bigint> => {
  try {
    const { minor } = parseMoney(text, currency);
    return minor > 0n ? { value: minor } : { problem: `the price is ${quoted(text)}: it must be above 0` };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const decimals = CURRENCY_DECIMALS[currency];
    return { problem: `${quoted(text)} is no price: give a decimal with at most ${decimals} decimals (${currency})` };
  }
};

/** Reads one row, or says everything that is wrong with it. */
export const readRow = (
  line: number,
  fields: readonly string[],
  columns: PriceColumns,
): PriceRow | readonly RowProblem[] => {
  if (fields.length !== columns.width) {
    return [{ line, column: null, problem: `the row has ${fields.length} columns, the header ${columns.width}` }];
  }
  const problems: RowProblem[] = [];
  const take = <Value>(column: string, cell: Cell<Value>): Value | undefined => {
    if ('value' in cell) return cell.value;
    problems.push({ line, column, problem: cell.problem });
    return undefined;
  };
  const text = (index: number): string => fields[index] ?? '';
  const readData = columns.dataColumn === 'data_gb' ? readGigabytes : readMegabytes;
  const iso2 = take('iso2', readIso2(text(columns.iso2)));
  const dataMb = take(columns.dataColumn, readData(text(columns.data)));
  const validityDays = take('validity_days', readValidityDays(text(columns.validityDays)));
  const retailPriceMinor = take(columns.priceColumn, readPrice(text(columns.price), columns.currency));
  if (iso2 === undefined || dataMb === undefined || validityDays === undefined || retailPriceMinor === undefined) {
    return problems;
  }
  return { line, iso2, dataMb, validityDays, currency: columns.currency, retailPriceMinor };
};
