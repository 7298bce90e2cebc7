import fc from 'fast-check';
import { decodeCursor, encodeCursor, toPage } from '../../src/kernel/cursor.ts';
import { Fault } from '../../src/kernel/fault.ts';

/** What a row is sorted by: text as PostgreSQL keeps it, and numbers that JSON keeps. */
const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0')),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.integer(),
);

const sort = fc.constantFrom('newest', 'netPrice', 'displayName');

const cursors = fc.tuple(sort, fc.array(value, { minLength: 1, maxLength: 3 }));

/** The code of the refusal; anything else that is thrown fails the test. */
const refusal = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
};

test('a cursor gives back the values that it was made of', () => {
  fc.assert(
    fc.property(cursors, ([name, values]) => {
      expect(decodeCursor(encodeCursor(name, values), name, values.length)).toEqual(values);
    }),
  );
});

test('a cursor is safe in a URL', () => {
  fc.assert(fc.property(cursors, ([name, values]) => void expect(encodeCursor(name, values)).toMatch(/^[\w-]+$/)));
});

test('a cursor with one character changed, added or missing is bad input', () => {
  fc.assert(
    fc.property(cursors, fc.nat(), fc.string({ unit: 'binary', maxLength: 2 }), ([name, values], at, instead) => {
      const cursor = encodeCursor(name, values);
      const place = at % cursor.length;
      const mutated = cursor.slice(0, place) + instead + cursor.slice(place + 1);
      fc.pre(mutated !== cursor);
      expect(refusal(() => decodeCursor(mutated, name, values.length))).toBe('BAD_USER_INPUT');
    }),
    { numRuns: 2000 },
  );
});

test('any text that is no cursor is bad input and nothing else', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
    fc.constantFrom('', '=', 'null', 'W10', 'WyJuZXdlc3QiXQ', 'WyJuZXdlc3QiLG51bGxd', 'A'.repeat(100_000)),
  );
  fc.assert(
    fc.property(texts, sort, fc.integer({ min: 1, max: 3 }), (text, name, count) => {
      expect(refusal(() => decodeCursor(text, name, count))).toBe('BAD_USER_INPUT');
    }),
    { numRuns: 2000 },
  );
});

test('a cursor of another sort, or with another number of values, is bad input and names the field', () => {
  const cursor = encodeCursor('newest', ['a', 1]);
  expect(refusal(() => decodeCursor(cursor, 'netPrice', 2))).toBe('BAD_USER_INPUT');
  expect(refusal(() => decodeCursor(cursor, 'newest', 1))).toBe('BAD_USER_INPUT');
  expect(() => decodeCursor('x', 'newest', 2, 'before')).toThrow(
    expect.objectContaining({ details: { problems: [expect.objectContaining({ field: 'before' })] } }),
  );
});

test('a forged cursor with values that no database takes is bad input', () => {
  for (const values of [['a\0b'], ['\ud800'], [Number.POSITIVE_INFINITY], [Number.NaN]]) {
    expect(refusal(() => decodeCursor(encodeCursor('newest', values), 'newest', 1))).toBe('BAD_USER_INPUT');
  }
});

test('a cursor for the longest name is not too long to be read', () => {
  const values = ['名'.repeat(200), 'p'.repeat(200)];
  expect(decodeCursor(encodeCursor('displayName', values), 'displayName', 2)).toEqual(values);
});

test('a page has the rows asked for and knows whether more follow', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 10 }), fc.integer({ min: 1, max: 9 }), (all, first) => {
      const page = toPage(all.slice(0, first + 1), first);
      expect(page).toEqual({ rows: all.slice(0, first), hasNextPage: all.length > first });
    }),
  );
});
