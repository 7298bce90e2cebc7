import fc from 'fast-check';
import { canonicalDigest } from '../../src/kernel/canonical.ts';

/** JSON as a request carries it: no lone surrogate, which no UTF-8 body can hold. */
const json = fc.jsonValue({ stringUnit: 'grapheme' });

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
};

test('the order of fields does not matter, at any depth', () => {
  fc.assert(
    fc.property(json, (value) => void expect(canonicalDigest(reversed(value))).toEqual(canonicalDigest(value))),
  );
});

test('white space and the spelling of numbers and characters do not matter', () => {
  const one: unknown = JSON.parse('{"a": 1.0, "b": "\\u00e9", "c": [1e2]}');
  expect(canonicalDigest(one)).toEqual(canonicalDigest({ c: [100], b: 'é', a: 1 }));
});

test('different values have different digests', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
      expect(canonicalDigest(one).equals(canonicalDigest(other))).toBe(isSame);
    }),
    { numRuns: 1000 },
  );
});

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return { fields: fields.map(([key, inner]) => [key, sorted(inner)]) };
};

test.each([
  [{ a: null }, {}],
  [{ a: '1' }, { a: 1 }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: '' }, { a: null }],
  [{ a: {} }, { a: [] }],
  ['undefined', undefined],
  [{ a: 'é' }, { a: 'e\u0301' }],
  [{ 'a.b': 1 }, { a: { b: 1 } }],
])('%j is not %j', (one, other) => {
  expect(canonicalDigest(one).equals(canonicalDigest(other))).toBe(false);
});

test('an absent field and an undefined one are the same', () => {
  expect(canonicalDigest({ a: 1, b: undefined })).toEqual(canonicalDigest({ a: 1 }));
});

test('a digest is 32 bytes and stays the same between versions of the server', () => {
  expect(canonicalDigest({ b: 2, a: [1, 'x'] }).toString('hex')).toBe(
    '8cbd548a32262b76a6536efe4e7ba86a0e811fcd0475d83a43e10acd0615aa37',
  );
});
