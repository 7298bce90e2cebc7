import { luhnDigit } from './iccid.ts';

/** What is no number, however many digits it has: UUIDs, hashes in hex, our own ids. */
const PUBLIC =
  /(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}|(?=\d*[a-f]\d*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}))(?![0-9A-Za-z])/gi;

const PUBLIC_LENGTH_MAX = 128;

/** A point in time in 14 or 17 digits, as in the name of a migration. */
const TIMESTAMP = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){2}(?:\d{3})?$/;

/** True where an odd number of backslashes stands before `at`: in JSON, the character there belongs to an escape. */
export const isEscaped = (text: string, at: number): boolean => {
  let start = at;
  while (text[start - 1] === '\\') start--;
  return (at - start) % 2 === 1;
};

/** How many of the digits at `at` may belong to an escape that began before them: `\u0000` of JSON, or `%20`. */
const escapeDigits = (text: string, at: number): number => {
  const [, json, percent] = /\\u([0-9A-Fa-f]{0,3})$|%([0-9A-Fa-f]?)$/.exec(text.slice(Math.max(0, at - 5), at)) ?? [];
  if (json !== undefined) return 4 - json.length;
  return percent === undefined ? 0 : 2 - percent.length;
};

/** 13 to 19 digits with a right check digit. No brand starts with 0; with 1, only the 15 digits of UATP: the rest are times. */
const isCard = (digits: string): boolean =>
  digits.length >= 13 &&
  /^(?:[2-9]|1\d{14}$)/.test(digits) &&
  luhnDigit(digits.slice(0, -1)) === digits.at(-1) &&
  !TIMESTAMP.test(digits);

/** True where neighbouring groups make a card number; all of them but the last have four digits or more. */
const holdsCard = (groups: readonly string[]): boolean =>
  groups.some((_, first) => {
    let digits = '';
    for (const group of groups.slice(first, first + 5)) {
      digits += group;
      if (digits.length > 19) return false;
      if (isCard(digits)) return true;
      if (group.length < 4) return false;
    }
    return false;
  });

type Mark = '[iccid]' | '[card]';

const markOf = (digits: string): Mark | null => {
  const groups = /^\d+$/.test(digits) ? [digits] : digits.split(/(?:%(?:25)*20|\D)+/).filter((group) => group !== '');
  if (/89\d{16}/.test(groups.join(''))) return '[iccid]';
  return holdsCard(groups) ? '[card]' : null;
};

/** A card number that is the fraction of a decimal number is none. */
const isFraction = (found: string, at: number, text: string): boolean =>
  text[at - 1] === '.' && /\d/.test(text.charAt(at - 2)) && /^\d+$/.test(found);

/** The digits found at `at` in pieces, without those that belong to a public id. */
const withoutPublic = (found: string, at: number, text: string): readonly string[] => {
  const from = Math.max(0, at - PUBLIC_LENGTH_MAX);
  const around = text.slice(from, at + found.length + PUBLIC_LENGTH_MAX);
  const blanked = around.replace(PUBLIC, (id) => '\n'.repeat(id.length));
  return blanked.slice(at - from, at - from + found.length).split(/\n+/);
};

/** Masks 13 digits or more, found at `at` in `text`, where they hold an ICCID or a card number. */
export const redactDigits = (found: string, at: number, text: string): string => {
  const skipped = escapeDigits(text, at);
  const mark = markOf(found) ?? markOf(found.slice(skipped));
  if (mark === null || (mark === '[card]' && isFraction(found, at, text))) return found;
  const pieces = withoutPublic(found, at, text);
  if (!pieces.some((piece) => markOf(piece) ?? markOf(piece.slice(skipped)))) return found;
  // A JSON escape must stay whole; it is none where its backslash is escaped itself.
  const kept = skipped > 0 && isEscaped(text, text.lastIndexOf('u', at - 1)) ? skipped : 0;
  return found.slice(0, kept) + mark;
};
