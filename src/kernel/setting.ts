import { createPublicKey, type KeyObject } from 'node:crypto';
import { readAddressRange } from './address.ts';
import { badInput } from './fault.ts';

/** One setting: its environment variable, what it means, and how its text is read. */
export interface Setting<Value> {
  readonly variable: string;
  readonly fallback: string | null;
  readonly say: string;
  readonly secret?: true;
  readonly read: (text: string, variable: string) => Value;
}

export const integer =
  (min: number, max: number) =>
  (text: string, variable: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw badInput({ field: variable, bound: `a whole number from ${min} to ${max}` });
    }
    return value;
  };

export const text =
  (pattern: RegExp, bound: string) =>
  (value: string, variable: string): string => {
    if (!pattern.test(value)) throw badInput({ field: variable, bound });
    return value;
  };

export const onOrOff = (value: string, variable: string): boolean => {
  if (value !== 'on' && value !== 'off') throw badInput({ field: variable, bound: 'on or off' });
  return value === 'on';
};

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

type LogLevel = (typeof LOG_LEVELS)[number];

export const logLevel = (value: string, variable: string): LogLevel => {
  const level = LOG_LEVELS.find((name) => name === value);
  if (!level) throw badInput({ field: variable, bound: `one of ${LOG_LEVELS.join(', ')}` });
  return level;
};

const KEY_BYTES = 32;

/** `id:base64,id:base64`: the first key makes what is new, the others open what they made. Each id stands once. */
export const keys = (value: string, variable: string): readonly { readonly id: string; readonly key: Buffer }[] => {
  const ring = value.split(',').map((item) => {
    const [, id, encoded] = /^([A-Za-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(item.trim()) ?? [];
    const key = Buffer.from(encoded ?? '', 'base64');
    if (!id || key.length !== KEY_BYTES) {
      throw badInput({ field: variable, bound: 'id:key pairs with commas between, each key 32 bytes in base64' });
    }
    return { id, key };
  });
  if (new Set(ring.map(({ id }) => id)).size < ring.length) {
    throw badInput({ field: variable, bound: 'each id once: two of its keys have the same' });
  }
  return ring;
};

const ADDRESS_LINE = /^[^\p{Cc}]{1,80}$/u;
const ADDRESS_LINES_MAX = 6;

/** `Torstraße 1; 10119 Berlin`: the lines of a postal address. */
export const addressLines = (value: string, variable: string): readonly string[] => {
  const lines = value.split(';').map((line) => line.trim());
  if (lines.length > ADDRESS_LINES_MAX || !lines.every((line) => ADDRESS_LINE.test(line))) {
    throw badInput({
      field: variable,
      bound: `at most ${ADDRESS_LINES_MAX} lines of 1 to 80 characters with ; between`,
    });
  }
  return lines;
};

export const addressRanges = (value: string, variable: string): readonly string[] =>
  value.split(',').map((item) => {
    const range = readAddressRange(item.trim());
    if (range === null) throw badInput({ field: variable, bound: 'addresses or CIDR ranges with commas between' });
    return range;
  });

const publicKey = (pem: unknown): KeyObject | null => {
  try {
    const key = createPublicKey(String(pem));
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
};

const json = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
};

/** `{ "id": "PEM" }`: public keys on the curve P-256. */
export const publicKeys = (value: string, variable: string): ReadonlyMap<string, KeyObject> => {
  const entries = Object.entries(Object(json(value))).map(([id, pem]) => [id, publicKey(pem)] as const);
  const keysById = new Map(entries.filter((entry): entry is readonly [string, KeyObject] => entry[1] !== null));
  if (keysById.size === 0 || keysById.size < entries.length) {
    throw badInput({ field: variable, bound: 'a JSON object of P-256 public keys in PEM, by their identifiers' });
  }
  return keysById;
};

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** `https:`, or `http:` on this machine, without a path. */
export const serverUrl = (value: string, variable: string): string => {
  const url = URL.parse(value);
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  if (!url || !isAllowed || url.username !== '' || url.pathname !== '/' || url.search !== '') {
    throw badInput({ field: variable, bound: 'an https:// URL without a path, or an http:// one of this machine' });
  }
  return url.origin;
};

/** An origin, `https://host` or `http://host:port`, without what may stand behind it. */
export const publicUrl = (value: string, variable: string): string => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw badInput({ field: variable, bound: 'https:// or http:// and a host, without a path' });
  }
  return url.origin;
};
