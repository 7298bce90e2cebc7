import fc from 'fast-check';
import { Fault } from '../../src/kernel/fault.ts';
import {
  CURRENCY_DECIMALS,
  type Currency,
  formatMinor,
  formatMoney,
  isCurrency,
  MINOR_MAX,
  money,
  parseMoney,
  scaleMinor,
} from '../../src/kernel/money.ts';

const currency = fc.constantFrom(...(Object.keys(CURRENCY_DECIMALS) as Currency[]));
const minor = fc.bigInt({ min: -MINOR_MAX, max: MINOR_MAX });

const refusal = (amount: string, of: Currency) => {
  try {
    parseMoney(amount, of, 'expectedNetPrice');
    return null;
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, ...error.details };
    throw error;
  }
};

test('an amount survives the way out and back, in every currency and size', () => {
  fc.assert(
    fc.property(minor, currency, (amount, of) => {
      expect(parseMoney(formatMinor(amount, of), of)).toEqual(money(amount, of));
    }),
  );
});

test('an amount is written with exactly the decimals of its currency', () => {
  fc.assert(
    fc.property(minor, currency, (amount, of) => {
      const decimals = CURRENCY_DECIMALS[of];
      const pattern = decimals === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${decimals}}$`);
      expect(formatMoney(money(amount, of))).toMatch(pattern);
    }),
  );
});

test.each([
  [1250n, 'USD', '12.50'],
  [5n, 'USD', '0.05'],
  [-5n, 'EUR', '-0.05'],
  [0n, 'GBP', '0.00'],
  [1250n, 'JPY', '1250'],
  [1250n, 'KWD', '1.250'],
  [-1n, 'BHD', '-0.001'],
] as const)('%s minor units of %s are written %s', (amount, of, text) => {
  expect(formatMinor(amount, of)).toBe(text);
});

test.each([
  ['12.5', 'USD', 1250n],
  ['12', 'USD', 1200n],
  ['0012.50', 'USD', 1250n],
  ['-0.5', 'KWD', -500n],
  ['7', 'JPY', 7n],
] as const)('%s %s is read exactly', (text, of, amount) => {
  expect(parseMoney(text, of)).toEqual(money(amount, of));
});

test('more decimals than the currency has are bad input, even where they are zeros', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), currency, fc.integer({ min: 1, max: 4 }), (whole, of, more) => {
      const refused = refusal(`${whole}.${'0'.repeat(CURRENCY_DECIMALS[of] + more)}`, of);
      expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', problems: [{ field: 'expectedNetPrice' }] });
    }),
  );
});

test('what is no decimal number is bad input and nothing else', () => {
  const odd = fc.constantFrom(
    '',
    '.',
    '-',
    '1.',
    '.5',
    '+1',
    '1e3',
    '0x1',
    '1,5',
    ' 1',
    '1 ',
    '١',
    'NaN',
    'Infinity',
    '1.2.3',
    '--1',
    '1\n',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        odd,
        fc.string({ unit: 'binary' }).filter((text) => !/^-?\d+(?:\.\d+)?$/.test(text)),
      ),
      currency,
      (text, of) => {
        expect(refusal(text, of)?.code).toBe('BAD_USER_INPUT');
      },
    ),
  );
});

test('an amount beyond the largest is bad input that names the bound', () => {
  for (const unit of ['JPY', 'USD', 'KWD'] as const) {
    const bound = `at most ${formatMinor(MINOR_MAX, unit)}`;
    expect(refusal(formatMinor(MINOR_MAX, unit), unit)).toBeNull();
    expect(refusal(formatMinor(MINOR_MAX + 1n, unit), unit)).toMatchObject({ problems: [{ bound }] });
    expect(refusal(formatMinor(-MINOR_MAX - 1n, unit), unit)).toMatchObject({ problems: [{ bound }] });
  }
  expect(refusal('9'.repeat(10_000), 'USD')?.code).toBe('BAD_USER_INPUT');
});

test('scaling is the nearest whole number to the exact ratio, and goes away from zero at the middle', () => {
  const ratio = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
  fc.assert(
    fc.property(minor, ratio, fc.bigInt({ min: 1n, max: 10n ** 9n }), (amount, numerator, denominator) => {
      const scaled = scaleMinor(amount, numerator, denominator);
      const exact = amount * numerator;
      const error = exact - scaled * denominator;
      const distance = 2n * (error < 0n ? -error : error);
      const isBeyond = exact < 0n ? scaled * denominator < exact : scaled * denominator > exact;
      expect(distance < denominator || (distance === denominator && isBeyond)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('scaling by one changes nothing, and scaling the negative is the negative of scaling', () => {
  fc.assert(
    fc.property(
      minor,
      fc.bigInt({ min: 0n, max: 10n ** 6n }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      (amount, up, down) => {
        expect(scaleMinor(amount, down, down)).toBe(amount);
        expect(scaleMinor(-amount, up, down)).toBe(-scaleMinor(amount, up, down));
      },
    ),
  );
});

test.each([
  [125n, 1n, 10n, 13n],
  [124n, 1n, 10n, 12n],
  [-125n, 1n, 10n, -13n],
  [1000n, 7n, 10n, 700n],
  [1n, 1n, 3n, 0n],
  [2n, 1n, 3n, 1n],
] as const)('%s × %s/%s is %s', (amount, numerator, denominator, scaled) => {
  expect(scaleMinor(amount, numerator, denominator)).toBe(scaled);
});

test('a currency is one of the table, and no name that every object has', () => {
  expect(isCurrency('USD')).toBe(true);
  for (const text of ['usd', 'XXX', '', 'toString', '__proto__', 'constructor']) expect(isCurrency(text)).toBe(false);
});
