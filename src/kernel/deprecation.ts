/** What takes the place of a deprecated element, and how long it stays. Dates are days in UTC, such as `2027-11-24`. */
export interface Deprecation {
  /** What to use instead, as a sentence goes on behind "Use". */
  readonly use: string;
  readonly since: string;
  /** The last day on which it is there for certain. */
  readonly goneAfter: string;
}

/** Something of the schema that is deprecated, by its coordinate such as `Query.order(by:)`. */
export interface DeprecatedElement extends Deprecation {
  readonly element: string;
}

const DAY = '(\\d{4}-\\d{2}-\\d{2})';

const FORM = new RegExp(`(?:^|\\s)Use ([^\\n]+?)\\. Deprecated since ${DAY}, gone after ${DAY}\\.$`);

/** The one form of a deprecation reason: whoever reads it, a person or a program, finds the replacement and both days. */
export const deprecated = ({ use, since, goneAfter }: Deprecation): string =>
  `Use ${use}. Deprecated since ${since}, gone after ${goneAfter}.`;

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};

/** What a text that ends in the form says; null where it does not, or names a day that there is not. */
export const readDeprecation = (text: string): Deprecation | null => {
  const [, use, since, goneAfter] = FORM.exec(text) ?? [];
  if (use === undefined || since === undefined || goneAfter === undefined) return null;
  return isDay(since) && isDay(goneAfter) ? { use, since, goneAfter } : null;
};
