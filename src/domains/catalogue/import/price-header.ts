import { CURRENCY_DECIMALS, type Currency, isCurrency } from '../../../kernel/money.ts';
import { quoted, type RowProblem } from './row-problem.ts';

/** Where each value of a row stands, and what the columns of size and price are called. */
export interface PriceColumns {
  readonly width: number;
  readonly iso2: number;
  readonly data: number;
  readonly dataColumn: 'data_gb' | 'data_mb';
  readonly validityDays: number;
  readonly price: number;
  readonly priceColumn: string;
  readonly currency: Currency;
}

const PRICE_PREFIX = 'retail_price_';
const PLAIN_COLUMNS: readonly string[] = ['iso2', 'data_gb', 'data_mb', 'validity_days'];

const currencyOf = (column: string): string | null =>
  column.startsWith(PRICE_PREFIX) ? column.slice(PRICE_PREFIX.length).toUpperCase() : null;

const columnProblem = (column: string, index: number, names: readonly string[]): string | null => {
  const currency = currencyOf(column);
  if (names.indexOf(column) !== index) return `the column ${quoted(column)} appears twice`;
  if (currency !== null && !isCurrency(currency)) {
    return `${quoted(currency)} is no known currency; known are ${Object.keys(CURRENCY_DECIMALS).join(', ')}`;
  }
  if (currency === null && !PLAIN_COLUMNS.includes(column)) return `${quoted(column)} is no known column`;
  return null;
};

const missingColumns = (names: readonly string[]): string[] => {
  const sizes = names.filter((name) => name === 'data_gb' || name === 'data_mb');
  const prices = names.filter((name) => currencyOf(name) !== null);
  return [
    ...(names.includes('iso2') ? [] : ['the column iso2 is missing']),
    ...(names.includes('validity_days') ? [] : ['the column validity_days is missing']),
    ...(sizes.length === 0 ? ['the column data_gb (or data_mb) is missing'] : []),
    ...(sizes.length > 1 ? ['data_gb and data_mb cannot both be given'] : []),
    ...(prices.length === 0 ? ['the price column is missing, such as retail_price_usd'] : []),
    ...(prices.length > 1 ? ['a file has one price column, in one currency'] : []),
  ];
};

/** Reads the header: `iso2`, `data_gb` or `data_mb`, `validity_days` and `retail_price_<currency>`, in any order. */
export const readHeader = (line: number, names: readonly string[]): PriceColumns | readonly RowProblem[] => {
  const unusable = names.flatMap((name, index) => {
    const problem = columnProblem(name, index, names);
    return problem === null ? [] : [{ line, column: name, problem }];
  });
  const missing = missingColumns([...new Set(names)]).map((problem) => ({ line, column: null, problem }));
  const priceColumn = names.find((name) => currencyOf(name) !== null) ?? '';
  const currency = currencyOf(priceColumn) ?? '';
  if (unusable.length > 0 || missing.length > 0 || !isCurrency(currency)) return [...unusable, ...missing];
  const dataColumn = names.includes('data_gb') ? 'data_gb' : 'data_mb';
  return {
    width: names.length,
    iso2: names.indexOf('iso2'),
    data: names.indexOf(dataColumn),
    dataColumn,
    validityDays: names.indexOf('validity_days'),
    price: names.indexOf(priceColumn),
    priceColumn,
    currency,
  };
};
