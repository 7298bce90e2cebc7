import { crc32 } from 'node:zlib';
import { badInput, type Fault } from './fault.ts';

/** The sort values of the row a page ends with, its last one unique: the next page starts right behind it (keyset, never offset). */
export type CursorValues = readonly (string | number)[];

const CURSOR_LENGTH_MAX = 2_048;

/** Bytes of the checksum (CRC-32) in front, which tells a cursor that was changed on its way. */
const CHECKSUM_BYTES = 4;

/** An opaque cursor: base64url of a checksum, the sort's name and the row's values. It names no row that its owner could not read. */
export const encodeCursor = (sort: string, values: CursorValues): string => {
  const body = Buffer.from(JSON.stringify([sort, ...values]));
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([checksum, body]).toString('base64url');
};

/** Null where this is no cursor of ours. Base64 reads many spellings of the same bytes; only ours counts. */
const parse = (cursor: string): unknown => {
  const bytes = Buffer.from(cursor, 'base64url');
  const body = bytes.subarray(CHECKSUM_BYTES);
  if (body.length === 0 || bytes.toString('base64url') !== cursor) return null;
  if (crc32(body) !== bytes.readUInt32BE(0)) return null;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
};

/** A cursor can be forged, since there is no secret in it; what PostgreSQL cannot take must not come that far. */
const isValue = (value: unknown): boolean =>
  (typeof value === 'string' && !value.includes('\0') && !/\p{Surrogate}/u.test(value)) || Number.isFinite(value);

const notOfSort = (field: string): Fault => badInput({ field, bound: 'a cursor that a page of this sort gave' });

/**
 * Reads a cursor that was made for this sort with this many values.
 * Refuses: BAD_USER_INPUT where it is malformed or belongs to another sort.
 */
export const decodeCursor = (cursor: string, sort: string, count: number, field = 'after'): CursorValues => {
  const parsed = cursor.length <= CURSOR_LENGTH_MAX ? parse(cursor) : null;
  const isCursor = Array.isArray(parsed) && parsed.length === count + 1 && parsed[0] === sort && parsed.every(isValue);
  if (!isCursor) throw notOfSort(field);
  return parsed.slice(1);
};

/** The place of a row in a list that is sorted by a moment, and by an id where that is the same. */
export interface MomentPlace {
  readonly at: Date;
  readonly id: string;
}

/** The cursor of a row in a list by moments. */
export const encodeMomentCursor = (sort: string, { at, id }: MomentPlace): string =>
  encodeCursor(sort, [at.toISOString(), id]);

/** Moments as `toISOString` writes those of the years 1970 to 2999: PostgreSQL takes each of them. */
const MOMENT = /^(?:19[7-9]|2\d\d)\d-/;

/**
 * Reads a cursor that was made for this sort by moments.
 * Refuses: BAD_USER_INPUT where it is malformed, belongs to another sort, or is forged with what is no moment of a row.
 */
export const decodeMomentCursor = (cursor: string, sort: string): MomentPlace => {
  const [moment, id] = decodeCursor(cursor, sort, 2).map(String);
  const at = new Date(moment ?? '');
  const isMoment = MOMENT.test(moment ?? '') && !Number.isNaN(at.getTime()) && at.toISOString() === moment;
  if (!isMoment || id === undefined) throw notOfSort('after');
  return { at, id };
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
