import { redactDigits } from './redact-digits.ts';
import { redactEmails } from './redact-emails.ts';

// A secret may be percent-encoded, stand in JSON, or in JSON inside JSON, so each character that tells a secret from
// ordinary text has several spellings. A repetition is either bounded, or it eats every place where another match
// could begin: the time is linear in the length of the text, and a test counts the steps.
const SLASHES = '\\\\{1,64}';
const PERCENT = '%(?:25){0,4}';
const UNDERSCORE = `(?:_|${PERCENT}5[Ff]|${SLASHES}u005[Ff])`;
const DOLLAR = `(?:[$]|${PERCENT}24|${SLASHES}u0024)`;
const COLON = `(?::|${PERCENT}3[Aa]|${SLASHES}u003[Aa])`;
const ENCODED = `${PERCENT}[0-9A-Fa-f]{2}|${SLASHES}(?:/|u00[2-7][0-9A-Fa-f])`;
const SLASH = `(?:/|${PERCENT}2[Ff]|${SLASHES}/)`;
const AT = `(?:@|${PERCENT}40|${SLASHES}u0040)`;
const BLANK = String.raw`(?:[\s:=+]|${PERCENT}20|${SLASHES}(?:[tnr]|u00(?:20|09)))`;
const QUOTE = String.raw`(?:\\{0,64}["']|${PERCENT}2[27])`;
const SPACE = String.raw`(?:\s|${PERCENT}20)`;
const EQUALS = `${SPACE}?(?:[:=]|${PERCENT}3[AaDd]|${SLASHES}u003[AaDd])${SPACE}?`;
const BARE_LPA = String.raw`1${DOLLAR}[\w.-]{1,255}${DOLLAR}`;
const PEM_NAME = `(?:[A-Z0-9 +]|${PERCENT}20){1,30}`;
const PEM_TEXT = `(?:[A-Za-z0-9+/=]|${ENCODED})`;
const PEM_BREAK = String.raw`(?:\s|${SLASHES}[nrt]|${PERCENT}0[AaDd])`;

const PATTERNS = {
  credential: [
    String.raw`onyx${UNDERSCORE}(?:sandbox|live|install)${UNDERSCORE}(?:[\w-]|${ENCODED})+`,
    // `eyJ` is base64 for `{"`: a JWT (RFC 7519), whole or cut.
    String.raw`eyJ[\w-]{8,}(?:\.[\w-]*)*`,
  ],
  // GSMA SGP.22, section 4.1, with `LPA:` in front or without it.
  activation: [
    String.raw`[Ll][Pp][Aa]${COLON}\s?\d?${DOLLAR}(?:[\w.$:#-]|${ENCODED})*`,
    `${BARE_LPA}(?:[\\w.$-]|${ENCODED})*`,
  ],
  secret: [
    String.raw`wh(?:sec|sk)${UNDERSCORE}(?:[\w+/=-]|${ENCODED})+`,
    // A key (RFC 7468) may be cut: behind a break its text goes on only where there is more than a word of it.
    `-----BEGIN${PEM_NAME}PRIVATE(?:[ +]|${PERCENT}20)KEY[A-Z -]{0,12}` +
      String.raw`(?:${PEM_BREAK}{1,4}[A-Z][\w-]{1,20}:\s?[\w,-]{1,80})*` +
      `(?:${PEM_TEXT}|${PEM_BREAK}{1,4}(?=${PEM_TEXT}{16}|${PEM_TEXT}{0,76}${PEM_BREAK}{0,4}-----))*` +
      `(?:-----END${PEM_NAME}-----)?`,
  ],
  authorization: [
    String.raw`(?:[Bb][Ee][Aa][Rr][Ee][Rr]|[Bb][Aa][Ss][Ii][Cc])${BLANK}{1,4}(?:[^\s"'\\<>,;&]|${SLASHES}/)+`,
  ],
  userinfo: [String.raw`${COLON}${SLASH}{2}(?:[^\s"'<>\\]|${SLASHES}(?:/|u00[2-7][0-9A-Fa-f])){1,256}${AT}`],
  named: [
    '(?:[Pp]ass(?:word|wd)|[Mm]atching[_-]?[Ii]d|[Cc]onfirmation[_-]?[Cc]ode|[Cc]lient[_-]?[Ss]ecret|[Aa]pi[_-]?[Kk]ey)' +
      String.raw`(?:${QUOTE}${EQUALS}${QUOTE}|${EQUALS}${QUOTE}?)[^\s"'\\,;:&<>(){}\[\]]+`,
  ],
  digits: [String.raw`\d(?:(?:[ +-]|${PERCENT}20){0,2}(?!${BARE_LPA})\d){12,}(?:[Ff](?![0-9A-Za-z]))?`],
} as const;

type Kind = keyof typeof PATTERNS;

const KINDS = Object.keys(PATTERNS) as readonly Kind[];

/** Finds what may be a secret, e-mail addresses aside; the group that matched names the kind. */
export const SECRETS = new RegExp(KINDS.map((kind) => `(?<${kind}>${PATTERNS[kind].join('|')})`).join('|'), 'g');

const AUTHORIZATION = new RegExp(`^(bearer|basic)(${BLANK}+)`, 'i');

/** Keeps the scheme. `Basic plan` is plain English: what RFC 7617 encodes has a colon in it. */
const redactAuthorization = (found: string): string => {
  const [, scheme = '', blank = '', value = ''] = found.split(AUTHORIZATION);
  const isSecret = scheme.length > 'basic'.length || value.length >= 20 || Buffer.from(value, 'base64').includes(':');
  return scheme + blank + (isSecret ? '[credential]' : redactPatterns(value));
};

const LOGIN = new RegExp(`${AT}|${COLON}(?!\\d*$)`);

const AUTHORITY = new RegExp(`^${COLON}${SLASH}{2}((?:(?!${SLASH})[^?#])*)`);

/** Masks who logs in where in a URL. An `@` behind `host/` or `host:443/` belongs to the path. */
const redactUserinfo = (found: string): string => {
  const [, authority = ''] = AUTHORITY.exec(found) ?? [];
  return LOGIN.test(authority) ? '://[secret]@' : found.slice(0, 1) + redactPatterns(found.slice(1));
};

const NAME = new RegExp(String.raw`^[\w-]+(?:${QUOTE}${EQUALS}${QUOTE}|${EQUALS}${QUOTE}?)`);

const redactNamed = (found: string): string => {
  const [name = ''] = NAME.exec(found) ?? [];
  return name + (/^(?:matching|confirmation)/i.test(name) ? '[activation]' : '[secret]');
};

const REDACTORS: { readonly [kind in Kind]: (found: string, at: number, text: string) => string } = {
  credential: () => '[credential]',
  activation: () => '[activation]',
  secret: () => '[secret]',
  authorization: redactAuthorization,
  userinfo: redactUserinfo,
  named: redactNamed,
  digits: redactDigits,
};

const redactFound = (found: string, ...rest: readonly unknown[]): string => {
  // A replacer's arguments end with the offset, the whole text and the named groups; TypeScript knows them as any.
  const [at, text, groups] = rest.slice(-3) as [number, string, { readonly [kind in Kind]?: string }];
  const kind = KINDS.find((name) => groups[name] !== undefined);
  return kind === undefined ? found : REDACTORS[kind](found, at, text);
};

const redactPatterns = (text: string): string => text.replace(SECRETS, redactFound);

/** The shortest text that can hold a secret: `a@b.co`. */
const LENGTH_MIN = 6;

/**
 * Masks whatever looks like a credential, an activation code, a webhook secret, an ICCID, an e-mail address, a card
 * number, a login in a URL, a private key or a JWT, also where it is cut, percent-encoded or escaped in JSON. JSON
 * stays valid where the secrets stand in its strings. Takes time linear in the length of the text.
 */
export const redact = (text: string): string => {
  if (text.length < LENGTH_MIN) return text;
  const masked = redactPatterns(text);
  const mayHoldEmail = masked.includes('@') || masked.includes('%') || masked.includes('u0040');
  return mayHoldEmail ? redactEmails(masked) : masked;
};
