/**
 * A credential's token, `onyx_sandbox_…` or `onyx_live_…`, or what gives the one of the moment: it is asked at each
 * attempt, so that one that was rotated is taken up without a new client.
 */
export type CredentialSource = string | (() => string | Promise<string>);

/** The form and the checksum are those of docs/credential-format.md. */
const FORM = /^onyx_(?:sandbox|live)_[0-7][0-9a-hjkmnp-tv-z]{25}_[0-9A-Za-z]{49}$/;
const BEGINNING = /^onyx_(sandbox|live)_/;
const BEHIND_BEGINNING = 76;
const CHECKSUM_LENGTH = 6;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** CRC-32 as zlib has it; a token is ASCII. */
const crc32 = (text: string): number => {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};

const checksum = (text: string): string => {
  let digits = '';
  for (let rest = crc32(text); digits.length < CHECKSUM_LENGTH; rest = Math.floor(rest / DIGITS.length)) {
    digits = DIGITS.charAt(rest % DIGITS.length) + digits;
  }
  return digits;
};

/** What is wrong with a token, in words that hold nothing of it; null where its form and its checksum are right. */
const problemOf = (token: unknown): string | null => {
  if (token === undefined || token === null || token === '') return 'is missing: look whether its variable is set';
  if (typeof token !== 'string') return 'is no text';
  if (token !== token.trim()) return 'has white space around it: trim it where you read it';
  const [beginning] = BEGINNING.exec(token) ?? [];
  if (beginning === undefined) return 'is none of this API: one begins with onyx_sandbox_ or onyx_live_';
  const length = beginning.length + BEHIND_BEGINNING;
  if (token.length !== length) return `is not whole: one that begins so has ${length} characters, not ${token.length}`;
  if (!FORM.test(token)) return 'has characters that no credential has: copy it again';
  const isWhole = checksum(token.slice(0, -CHECKSUM_LENGTH)) === token.slice(-CHECKSUM_LENGTH);
  return isWhole ? null : 'has a wrong character, for its checksum does not fit: copy it again';
};

/**
 * Gives a token whose form and checksum are right, which proves nothing more. Throws a TypeError that says what is wrong
 * and shows nothing of it: fetch would put a header that it does not like into its own error.
 */
export const checkedCredential = (token: unknown): string => {
  const problem = problemOf(token);
  if (typeof token !== 'string' || problem !== null) throw new TypeError(`the credential ${problem}`);
  return token;
};
