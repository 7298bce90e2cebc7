import { GraphQLScalarType, Kind } from 'graphql';

const DECIMAL = /^-?\d{1,13}(\.\d{1,3})?$/;

const readDecimal = (value: unknown): string => {
  if (typeof value !== 'string' || !DECIMAL.test(value)) {
    throw new TypeError('a Decimal is a string such as "12.50", never a number: numbers are not exact');
  }
  return value;
};

export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as a string, such as `"12.50"`: up to 13 digits before the point and 3 behind it. Never a JSON number, which is not exact.',
  serialize: String,
  parseValue: readDecimal,
  parseLiteral: (node) => readDecimal(node.kind === Kind.STRING ? node.value : null),
});

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** JavaScript reads the 30th of February as the 2nd of March. */
const isInCalendar = (date: string): boolean => {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
};

const readDateTime = (value: unknown): Date => {
  const [text = '', date = ''] = (typeof value === 'string' && DATE_TIME.exec(value)) || [];
  const moment = new Date(isInCalendar(date) ? text : Number.NaN);
  if (Number.isNaN(moment.getTime())) {
    throw new TypeError('a DateTime is an RFC 3339 string with its offset, such as "2026-11-24T09:30:00Z"');
  }
  return moment;
};

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment as an RFC 3339 string with its offset; the server answers in UTC, to the millisecond.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (value) => {
    if (!(value instanceof Date)) throw new TypeError('not a moment');
    return value.toISOString();
  },
  parseValue: readDateTime,
  parseLiteral: (node) => readDateTime(node.kind === Kind.STRING ? node.value : null),
});

const SAFE_INT_WORDS = 'a SafeInt is a whole number between -(2^53 - 1) and 2^53 - 1';

const readSafeInt = (value: unknown): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError(SAFE_INT_WORDS);
  return value;
};

export const SafeInt = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description:
    'A whole number that may be larger than an Int: as far as a JSON number is exact everywhere, 2^53 - 1 in either direction.',
  serialize: (value) => readSafeInt(typeof value === 'bigint' ? Number(value) : value),
  parseValue: readSafeInt,
  parseLiteral: (node) => readSafeInt(node.kind === Kind.INT ? Number(node.value) : null),
});

const neverRead = (): never => {
  throw new TypeError('JSON is answered and never taken');
};

export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value, whole: its fields are not selected. It stands in answers alone.',
  serialize: (value) => value,
  parseValue: neverRead,
  parseLiteral: neverRead,
});
