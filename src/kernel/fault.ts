import { CODES, type Code, type CodeRow } from './codes.ts';

/** A value that may be shown to the caller next to the code: amounts, field names, bounds. Never a secret. */
export type Detail = string | number | boolean | null | readonly Detail[] | { readonly [key: string]: Detail };

/** One argument outside its bounds. */
export interface Problem {
  readonly field: string;
  readonly bound: string;
}

/**
 * An expected refusal with a code from the closed table. The sentence comes from the table; the cause stays inside
 * and is logged, never shown.
 */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly code: Code,
    readonly details: { readonly [key: string]: Detail } = {},
    options?: { cause?: unknown },
  ) {
    super(CODES[code].say, options);
  }

  get row(): CodeRow {
    return CODES[this.code];
  }
}

/** BAD_USER_INPUT for the fields named, each with the bound that it breaks. */
export const badInput = (...problems: readonly Problem[]): Fault =>
  new Fault('BAD_USER_INPUT', { problems: problems.map(({ field, bound }) => ({ field, bound })) });
