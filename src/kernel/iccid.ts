/** The Luhn check digit (ISO/IEC 7812-1, annex B) that belongs behind these digits. */
export const luhnDigit = (digits: string): string => {
  let sum = 0;
  for (let i = digits.length - 1, doubled = true; i >= 0; i--, doubled = !doubled) {
    const digit = (digits.charCodeAt(i) - 48) * (doubled ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
};

const ICCID = /^89\d{17,18}$/;

/** True for 19 or 20 digits that start with 89. The check digit is not looked at: cards with a wrong one are in use. */
export const isIccid = (text: string): boolean => ICCID.test(text);

const SPELT_LENGTH_MAX = 40;

/**
 * The digits of an ICCID as people and carriers write it: with spaces or hyphens between them, and with the filler F
 * behind 19 of them. Null where it is none. The check digit is not looked at.
 */
export const readIccid = (text: string): string | null => {
  const digits = text.length <= SPELT_LENGTH_MAX ? text.replaceAll(/[ -]/g, '').replace(/^(\d{19})F$/i, '$1') : '';
  return isIccid(digits) ? digits : null;
};

export interface IccidParts {
  /** Country code of the issuer (ITU-T E.164), 1 to 3 digits. */
  readonly country: string;
  /** Issuer identifier; with 89 and the country code it makes at most 7 digits. */
  readonly issuer: string;
  /** The individual account number; it fills what is left, with leading zeros. */
  readonly account: bigint | number;
  /** 19 digits unless told otherwise; some issuers use 20. */
  readonly length?: 19 | 20;
}

/** Builds an ICCID as ITU-T E.118 lays it out: 89, country, issuer, account, and the Luhn check digit. Throws where the parts do not fit. */
export const makeIccid = ({ country, issuer, account, length = 19 }: IccidParts): string => {
  const prefix = `89${country}${issuer}`;
  const number = account.toString();
  const width = length - 1 - prefix.length;
  if (!/^89\d{1,5}$/.test(prefix) || !/^\d+$/.test(number) || number.length > width) {
    throw new Error(`these parts do not make an ICCID of ${length} digits`);
  }
  const body = prefix + number.padStart(width, '0');
  return body + luhnDigit(body);
};
