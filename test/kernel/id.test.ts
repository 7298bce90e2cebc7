import { ID_PREFIXES, type IdKind, newId } from '../../src/kernel/id.ts';

const kinds = Object.keys(ID_PREFIXES) as IdKind[];

test('an id is its prefix and 26 characters that look the same in any case', () => {
  for (const kind of kinds)
    expect(newId(kind)).toMatch(new RegExp(`^${ID_PREFIXES[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`));
});

test('no two kinds share a prefix', () => {
  expect(new Set(Object.values(ID_PREFIXES)).size).toBe(kinds.length);
});

test('a hundred thousand ids are all different, and sort in the order in which they were made', () => {
  const ids = Array.from({ length: 100_000 }, () => newId('order'));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('an id begins with the millisecond in which it was made', () => {
  const before = Date.now();
  const id = newId('event');
  const after = Date.now();
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const bits = Array.from(id.slice(4), (character) => digits.indexOf(character)).reduce(
    (sum, five) => sum * 32n + BigInt(five),
    0n,
  );
  const madeAt = Number(bits >> 80n);
  expect(madeAt).toBeGreaterThanOrEqual(before);
  expect(madeAt).toBeLessThanOrEqual(after);
});
