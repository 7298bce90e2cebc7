import { badInput } from './fault.ts';

/** The sort values of the row a page ends with, its last one unique: the next page starts right behind it (keyset, never offset). */
export type CursorValues = readonly (string | number)[];

const CURSOR_LENGTH_MAX = 512;

/** An opaque cursor: base64url of the sort's name and the row's values. It names no row that its owner could not read. */
export const encodeCursor = (sort: string, values: CursorValues): string =>
  Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
};

/**
 * Reads a cursor that was made for this sort with this many values.
 * Refuses: BAD_USER_INPUT where it is malformed or belongs to another sort.
 */
export const decodeCursor = (cursor: string, sort: string, count: number, field = 'after'): CursorValues => {
  const parsed = cursor.length <= CURSOR_LENGTH_MAX ? parse(cursor) : null;
  const isCursor =
    Array.isArray(parsed) &&
    parsed.length === count + 1 &&
    parsed[0] === sort &&
    parsed.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!isCursor) throw badInput({ field, bound: 'a cursor that a page of this sort gave' });
  return parsed.slice(1);
};

/** A page as read: the rows asked for, and whether more follow. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
}

/** Cuts what was read with one row more than asked for to a page. */
export const toPage = <Row>(rows: readonly Row[], first: number): Page<Row> => ({
  rows: rows.length > first ? rows.slice(0, first) : rows,
  hasNextPage: rows.length > first,
});
