import { isEscaped } from './redact-digits.ts';

const AT = /@|%(?:25){0,4}40|\\{1,64}u0040/g;

const LOCAL = new Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.");

/** The characters of a local part: atext and dots of RFC 5322, and whatever is not ASCII (RFC 6531). */
const isLocal = (character: string | undefined): boolean =>
  character !== undefined && (LOCAL.has(character) || character > '\u007f');

/** Labels with dots between them, the last one beginning with a letter: `pino@10.4.0` is a version. */
export const EMAIL_DOMAIN =
  /(?:[a-z0-9\u0080-\uffff][a-z0-9\u0080-\uffff-]{0,62}\.)+[a-z\u0080-\uffff][a-z0-9\u0080-\uffff-]{0,61}[a-z0-9\u0080-\uffff]/iy;

/** Where the local part before `at` begins, not before `min`. The letter of a JSON escape such as `\n` is none of it. */
const localStart = (text: string, min: number, at: number): number => {
  let start = at;
  while (start > min && isLocal(text[start - 1])) start--;
  if (!isEscaped(text, start)) return start;
  const [letters = ''] = /^(?:u[0-9A-Fa-f]{4}|[bfnrt/])/.exec(text.slice(start, at)) ?? [];
  return start + letters.length;
};

/** Masks e-mail addresses. It goes from `@` to `@`: a pattern for the local part would start again at each letter of a text. */
export const redactEmails = (text: string): string => {
  let out = '';
  let done = 0;
  let min = 0;
  for (const { 0: at, index } of text.matchAll(AT)) {
    // A local part may hold `%40`, never `@`: so no stretch of the text is gone over more than twice.
    const from = at === '@' ? done : min;
    const start = localStart(text, from, index);
    const hasLocal = index > from && isLocal(text[index - 1]);
    min = index + at.length;
    EMAIL_DOMAIN.lastIndex = min;
    if (!hasLocal || !EMAIL_DOMAIN.test(text)) continue;
    out += `${text.slice(done, start)}[email]`;
    done = EMAIL_DOMAIN.lastIndex;
    min = done;
  }
  return out + text.slice(done);
};
