import { readAddressRange } from '../kernel/address.ts';
import { badInput } from '../kernel/fault.ts';
import { CURRENCY_DECIMALS, type Currency, isCurrency } from '../kernel/money.ts';

/** Reads the text of one argument. Refuses: BAD_USER_INPUT naming the argument and its bound. */
export type Reader<Value> = (text: string, name: string) => Value;

const matching =
  (pattern: RegExp, bound: string): Reader<string> =>
  (text, field) => {
    if (!pattern.test(text)) throw badInput({ field, bound });
    return text;
  };

/** 1 to `max` characters without control characters. */
export const boundedText = (max: number): Reader<string> =>
  matching(new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${max}}$`, 'u'), `1 to ${max} characters without control characters`);

/** A reference that travels through logs and URLs, bounded as the API bounds it. */
export const reference: Reader<string> = matching(
  /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,127}$/,
  '1 to 128 of A–Z a–z 0–9 . _ : / # -, the first one a letter or a digit',
);

export const packageId: Reader<string> = matching(
  /^[a-z0-9][a-z0-9-]{0,79}$/,
  '1 to 80 of a–z 0–9 -, the first one a letter or a digit',
);

/** Names that stand in lists with commas between and in file names. */
export const versionName: Reader<string> = matching(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  '1 to 64 of A–Z a–z 0–9 . _ -, the first one a letter or a digit',
);

export const credentialId: Reader<string> = matching(/^crd_[0-9a-z]{26}$/, 'a credential id, crd_ and 26 characters');

export const endpointId: Reader<string> = matching(/^whe_[0-9a-z]{26}$/, 'an endpoint id, whe_ and 26 characters');

export const eventId: Reader<string> = matching(/^evt_[0-9a-z]{26}$/, 'an event id, evt_ and 26 characters');

export const replayId: Reader<string> = matching(/^rpl_[0-9a-z]{26}$/, 'a replay id, rpl_ and 26 characters');
export const refundId: Reader<string> = matching(/^rfd_[0-9a-z]{26}$/, 'a refund id, rfd_ and 26 characters');

export const disputeId: Reader<string> = matching(/^dsp_[0-9a-z]{26}$/, 'a dispute id, dsp_ and 26 characters');

export const invoiceName: Reader<string> = matching(
  /^(inv_[0-9a-z]{26}|(INV|TEST)-[0-9A-Z]{8}-\d{6,9})$/,
  'an invoice id, inv_ and 26 characters, or a number such as INV-01ABCDEF-000001',
);

/** A month as its first day. */
export const month: Reader<string> = (text, field) => {
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(text)) throw badInput({ field, bound: 'a month such as 2026-11' });
  return `${text}-01`;
};

/** An IANA time zone, as the runtime knows it. */
export const timeZone: Reader<string> = (text, field) => {
  const bad = badInput({ field, bound: 'an IANA time zone such as Europe/Berlin' });
  if (!/^[A-Za-z]/.test(text)) throw bad; // of an offset the database has the sign the other way round
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw bad;
  }
};

export const addressRange: Reader<string> = (text, field) => {
  const range = readAddressRange(text);
  if (range === null) throw badInput({ field, bound: 'an address or a range such as 203.0.113.0/24 or 2001:db8::/32' });
  return range;
};

/** Without a login: it would be shown. */
export const httpUrl: Reader<string> = (text, field) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw badInput({ field, bound: 'an http:// or https:// URL without user or password' });
  }
  return text;
};

const SECRET_BYTES = [24, 64] as const;

export const webhookSecret: Reader<string> = (text, field) => {
  const [, base64 = ''] = /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(text) ?? [];
  const { length } = Buffer.from(base64, 'base64');
  if (length < SECRET_BYTES[0] || length > SECRET_BYTES[1]) {
    throw badInput({ field, bound: `whsec_ and ${SECRET_BYTES.join(' to ')} bytes in base64` });
  }
  return text;
};

export const filePath: Reader<string> = matching(/^[^\0]{1,4096}$/, 'a path of 1 to 4096 characters');

/** Read exactly once the currency is known. */
export const decimal: Reader<string> = matching(/^\d{1,13}(\.\d{1,3})?$/, 'a decimal number such as 50.00');

export const oneOf =
  <Value extends string>(values: readonly Value[]): Reader<Value> =>
  (text, field) => {
    const value = values.find((one) => one === text);
    if (value === undefined) throw badInput({ field, bound: `one of ${values.join(', ')}` });
    return value;
  };

export const currency: Reader<Currency> = (text, field) => {
  if (!isCurrency(text)) throw badInput({ field, bound: `one of ${Object.keys(CURRENCY_DECIMALS).join(', ')}` });
  return text;
};

export const wholeNumber =
  (min: number, max: number): Reader<number> =>
  (text, field) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) throw badInput({ field, bound: `a whole number from ${min} to ${max}` });
    return value;
  };

/** Parts with commas between, each once. */
export const list =
  <Value>(read: Reader<Value>): Reader<readonly Value[]> =>
  (text, field) =>
    [...new Set(text.split(',').map((part) => part.trim()))].map((part) => read(part, field));

const ISO = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** JavaScript takes 30 February for 2 March. */
const isDay = (date: string): boolean => {
  const first = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(first.getTime()) && first.toISOString().startsWith(date);
};

/** A date (its first moment in UTC) or a moment with its offset, as ISO 8601 writes them. */
export const isoMoment: Reader<Date> = (text, field) => {
  const [, date = '', time] = ISO.exec(text) ?? [];
  const at = new Date(time ? text : `${date}T00:00:00Z`);
  if (!isDay(date) || Number.isNaN(at.getTime())) {
    throw badInput({ field, bound: 'a date such as 2027-01-31, or a moment such as 2027-01-31T09:00:00Z' });
  }
  return at;
};
