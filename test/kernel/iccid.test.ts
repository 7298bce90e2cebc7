import fc from 'fast-check';
import { isIccid, luhnDigit, makeIccid, readIccid } from '../../src/kernel/iccid.ts';
import { iccids } from './secret-samples.ts';

/** The textbook way: from the right, double every other digit, add the digits of the products. */
const luhnSum = (digits: string): number =>
  Array.from(digits)
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? digit : String(2 * Number(digit))))
    .join('')
    .split('')
    .reduce((sum, digit) => sum + Number(digit), 0);

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

test('the check digit makes the Luhn sum a multiple of ten', () => {
  fc.assert(fc.property(digits(1, 40), (body) => void expect(luhnSum(body + luhnDigit(body)) % 10).toBe(0)));
});

test.each([
  ['7992739871', '3'],
  ['411111111111111', '1'],
  ['0', '0'],
])('the check digit of %s is %s', (body, digit) => {
  expect(luhnSum(body + digit) % 10).toBe(0);
  expect(luhnDigit(body)).toBe(digit);
});

test('an ICCID has its length, starts with 89, and ends with its check digit', () => {
  fc.assert(
    fc.property(iccids, (iccid) => {
      expect(iccid).toMatch(/^89\d{17,18}$/);
      expect(isIccid(iccid)).toBe(true);
      expect(luhnDigit(iccid.slice(0, -1))).toBe(iccid.at(-1));
    }),
  );
});

test('two accounts never share an ICCID', () => {
  const make = (account: bigint) => makeIccid({ country: '44', issuer: '500', account });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 11n - 1n }),
      fc.bigInt({ min: 0n, max: 10n ** 11n - 1n }),
      (one, other) => {
        expect(make(one) === make(other)).toBe(one === other);
      },
    ),
  );
});

test('the account fills its place with leading zeros', () => {
  expect(makeIccid({ country: '44', issuer: '500', account: 42 })).toBe(
    `894450000000000042${luhnDigit('894450000000000042')}`,
  );
  expect(makeIccid({ country: '882', issuer: '99', account: 42n, length: 20 })).toHaveLength(20);
});

test.each([
  ['a country code that is too long', { country: '4444', issuer: '99', account: 1 }],
  ['an issuer that is no number', { country: '44', issuer: '5x', account: 1 }],
  ['no country code', { country: '', issuer: '', account: 1 }],
  ['an account that is too large', { country: '44', issuer: '500', account: 10n ** 11n }],
  ['a negative account', { country: '44', issuer: '500', account: -1 }],
  ['a fraction', { country: '44', issuer: '500', account: 1.5 }],
])('%s does not make an ICCID', (_, parts) => {
  expect(() => makeIccid(parts)).toThrow('do not make an ICCID');
});

test('a wrong check digit does not matter to whoever looks an ICCID up; another form does', () => {
  expect(isIccid('8944500000000000420')).toBe(true);
  expect(isIccid('8944500000000000421')).toBe(true);
  for (const text of [
    '',
    '894450000000000042',
    '894450000000000042000',
    '7944500000000000420',
    '8944 5000 0000 0000 420',
    '894450000000000042F',
    ' 8944500000000000420',
  ]) {
    expect(isIccid(text)).toBe(false);
  }
});

test.each([
  ['8988297000000000018', '8988297000000000018'],
  ['89882970000000000180', '89882970000000000180'],
  ['8988 2970 0000 0000 018', '8988297000000000018'],
  ['898829-7000000000-018F', '8988297000000000018'],
  ['8988297000000000018f', '8988297000000000018'],
  ['89882970000000000180F', null],
  ['898829700000000001', null],
  ['F8988297000000000018', null],
  ['1288297000000000018', null],
  ['', null],
  [`8988297000000000018${' '.repeat(30)}`, null],
])('%j is read as %j', (text, iccid) => {
  expect(readIccid(text)).toBe(iccid);
});
