import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { luhnDigit, makeIccid } from '../../src/kernel/iccid.ts';
import { newId } from '../../src/kernel/id.ts';
import { newCredentialToken } from '../../src/kernel/secret.ts';

/** A secret as it may be written down, and the part of it that must not be seen. */
export interface Sample {
  readonly text: string;
  readonly core: string;
}

const whole = (text: string): Sample => ({ text, core: text });

const chars = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALNUM = `${UPPER}${UPPER.toLowerCase()}0123456789`;

const token = fc
  .record({ mode: fc.constantFrom('sandbox' as const, 'live' as const), cut: fc.nat(30), wrong: fc.boolean() })
  .map(({ mode, cut, wrong }) => {
    const made = newCredentialToken(mode, newId('credential'));
    const text = (wrong ? made.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')) : made).slice(0, made.length - cut);
    return { text, core: text.slice(text.lastIndexOf('_') + 1) };
  });

const lpa = fc
  .record({
    host: fc.domain(),
    matchingId: chars(`${UPPER}0123456789-`, 8, 30),
    prefix: fc.constantFrom('LPA:1$', 'lpa:1$', 'Lpa:1$', '1$'),
    tail: fc.constantFrom('', '$', '$1.3.6.1.4.1.31746$1'),
  })
  .map(({ host, matchingId, prefix, tail }) => ({ text: `${prefix}${host}$${matchingId}${tail}`, core: matchingId }));

const installLink = fc
  .tuple(lpa, fc.constantFrom('apple', 'android'), fc.boolean())
  .map(([{ text, core }, maker, encoded]) => ({
    text: `https://esimsetup.${maker}.com/esim_qrcode_provisioning?carddata=${encoded ? encodeURIComponent(text) : text}`,
    core,
  }));

const webhookSecret = fc
  .tuple(fc.constantFrom('whsec_', 'whsk_'), fc.uint8Array({ minLength: 24, maxLength: 64 }))
  .map(([prefix, bytes]) => {
    const core = Buffer.from(bytes).toString('base64');
    return { text: prefix + core, core };
  });

const grouped = (digits: string, separator: string, size: number): string =>
  separator === '' ? digits : (digits.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(separator);

const separators = fc.constantFrom('', ' ', '-');

export const iccids = fc
  .record({
    country: fc.constantFrom('1', '44', '81', '852'),
    issuer: chars('0123456789', 1, 2),
    account: fc.bigInt({ min: 0n, max: 10n ** 10n }),
    length: fc.constantFrom(19 as const, 20 as const),
  })
  .map(makeIccid);

const iccid = fc
  .tuple(iccids, separators, fc.constantFrom(2, 3, 4, 5), fc.constantFrom('', 'F', 'f'))
  .map(([digits, separator, size, filler]) => whole(grouped(digits, separator, size) + filler));

/** 18 digits, as some cards are printed without the check digit. */
const shortIccid = iccids.map((digits) => whole(digits.slice(0, 18)));

const email = fc.emailAddress().map(whole);

const card = fc
  .tuple(
    fc.constantFrom('22', '3', '4', '5', '6', '9'),
    fc.integer({ min: 11, max: 17 }),
    chars('0123456789', 17, 17),
    separators,
  )
  .map(([first, length, digits, separator]) => {
    const body = (first + digits).slice(0, length + 1);
    return whole(grouped(body + luhnDigit(body), separator, 4));
  });

const login = fc
  .tuple(fc.constantFrom('postgres', 'postgresql', 'https', 'redis'), chars(`${ALNUM}!$*()_+=.~-`, 8, 24), fc.domain())
  .map(([scheme, core, host]) => ({ text: `${scheme}://onyx:${core}@${host}:5432/onyx?sslmode=require`, core }));

const bearer = fc
  .tuple(fc.constantFrom('Bearer ', 'bearer ', 'BEARER ', 'Authorization: Bearer '), chars(`${ALNUM}._~+/-`, 8, 60))
  .map(([scheme, core]) => ({ text: scheme + core, core }));

const basic = fc.tuple(chars(ALNUM, 1, 12), chars(ALNUM, 8, 24)).map(([user, password]) => {
  const core = Buffer.from(`${user}:${password}`).toString('base64');
  return { text: `Basic ${core}`, core };
});

const jwt = fc.tuple(fc.uuid(), fc.uint8Array({ minLength: 32, maxLength: 32 })).map(([sub, bytes]) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const core = Buffer.from(bytes).toString('base64url');
  return { text: `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub })}.${core}`, core };
});

const pems = (['pkcs8', 'sec1'] as const).map((type) =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type, format: 'pem' }).toString(),
);

const pem = fc.tuple(fc.constantFrom(...pems), fc.boolean()).map(([text, isCut]) => ({
  text: isCut ? text.slice(0, 120) : text,
  core: text.split('\n')[1]?.slice(0, 40) ?? text,
}));

const named = fc
  .tuple(
    fc.constantFrom('password=', 'matchingId: ', '"matchingId":"', "'client_secret': '", 'api-key='),
    chars(ALNUM, 8, 24),
  )
  .map(([name, core]) => ({ text: name + core, core }));

export const SAMPLES = {
  token,
  lpa,
  installLink,
  webhookSecret,
  iccid,
  shortIccid,
  email,
  card,
  login,
  bearer,
  basic,
  jwt,
  pem,
  named,
} as const satisfies Record<string, fc.Arbitrary<Sample>>;

export const anySample: fc.Arbitrary<Sample> = fc.oneof(...Object.values(SAMPLES));

const jsonEscape = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Ways in which text is written inside other text, from the inside out. */
export const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  jsonEscape,
  (text) => jsonEscape(jsonEscape(text)),
  (text) => text.replaceAll('/', '\\/').replaceAll('$', '\\u0024').replaceAll('@', '\\u0040'),
  (text) => jsonEscape(text.replaceAll('/', '\\/').replaceAll('$', '\\u0024').replaceAll('@', '\\u0040')),
  (text) => encodeURIComponent(encodeURIComponent(text)),
];

/** Undoes every spelling, so that a part can be looked for. */
const plain = (text: string): string =>
  text
    .replace(/%(?:25)*([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\+u00([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\+/g, '');

const squeezed = (text: string): string => plain(text).replace(/[\s-]/g, '');

/** True where the part that must not be seen is in the text, in whatever spelling or grouping. */
export const shows = (text: string, { core }: Sample): boolean =>
  text.includes(core) || plain(text).includes(plain(core)) || squeezed(text).includes(squeezed(core));

const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });

/** What may stand in every log. */
export const publicText: fc.Arbitrary<string> = fc.oneof(
  fc
    .constantFrom(
      'organisation' as const,
      'credential' as const,
      'order' as const,
      'event' as const,
      'request' as const,
    )
    .map(newId),
  fc.constantFrom(
    'onyx-connect-japan-10gb-30d',
    'onyx-connect-europe-512mb-7d',
    '2025-11',
    'TRIP-2025-000123',
    'Basic Japan 10 GB',
  ),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
  fc.uuid(),
  hash,
  fc.bigInt({ min: 0n, max: 10n ** 11n }).map((minor) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((ms) => `${ms}`),
  fc.integer().map(String),
);
