import { badInput } from './fault.ts';

/** Currencies that may be used, with the decimals of their minor unit (ISO 4217). */
export const CURRENCY_DECIMALS = {
  AUD: 2,
  BHD: 3,
  CAD: 2,
  CHF: 2,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HUF: 2,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  NOK: 2,
  NZD: 2,
  OMR: 3,
  PLN: 2,
  SEK: 2,
  SGD: 2,
  TND: 3,
  USD: 2,
} as const;

export type Currency = keyof typeof CURRENCY_DECIMALS;

export const isCurrency = (text: string): text is Currency => Object.hasOwn(CURRENCY_DECIMALS, text);

/** An exact amount: integer minor units inside, a decimal string outside, always with its currency. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

export const money = (minor: bigint, currency: Currency): Money => ({ minor, currency });

/** The largest amount in minor units: fits PostgreSQL's bigint with room for sums. */
export const MINOR_MAX = 10n ** 15n;

const AMOUNT = /^(-?)(\d{1,16})(?:\.(\d{1,3}))?$/;

/** Reads a decimal string such as `12.50` exactly. Refuses: BAD_USER_INPUT where it is no number or has more decimals than the currency. */
export const parseMoney = (amount: string, currency: Currency, field = 'amount'): Money => {
  const decimals = CURRENCY_DECIMALS[currency];
  const [, sign, whole, fraction = ''] = AMOUNT.exec(amount) ?? [];
  if (whole === undefined || fraction.length > decimals) {
    throw badInput({ field, bound: `a decimal number with at most ${decimals} decimals for ${currency}` });
  }
  const minor = BigInt(whole + fraction.padEnd(decimals, '0'));
  if (minor > MINOR_MAX) throw badInput({ field, bound: `at most ${formatMinor(MINOR_MAX, currency)}` });
  return money(sign === '-' ? -minor : minor, currency);
};

/** Minor units as a decimal string with exactly the currency's decimals: `1250n, USD` is `12.50`. */
export const formatMinor = (minor: bigint, currency: Currency): string => {
  const decimals = CURRENCY_DECIMALS[currency];
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const sign = minor < 0n ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

export const formatMoney = ({ minor, currency }: Money): string => formatMinor(minor, currency);

/** Multiplies minor units by a ratio of integers, rounding half up, away from zero at the middle. */
export const scaleMinor = (minor: bigint, numerator: bigint, denominator: bigint): bigint => {
  const product = minor * numerator;
  const half = denominator / 2n;
  return product < 0n ? -((-product + half) / denominator) : (product + half) / denominator;
};
