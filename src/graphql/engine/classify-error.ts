import type { GraphQLField } from 'graphql';
import { badInput, Fault } from '../../kernel/fault.ts';
import { ArgumentValidationError, argumentFault } from './argument-problems.ts';
import { isDatabaseAway } from './database-away.ts';
import { type Limits, tooLarge } from './limits.ts';
import { whyInvalid, whyUnreadable } from './validation-words.ts';

const DEPTH_MAX = 6;

/** The error and what it wraps, outermost first. */
function* unwrapped(error: unknown): Generator<Error> {
  let current: unknown = error;
  for (let depth = 0; current instanceof Error && depth < DEPTH_MAX; depth += 1) {
    yield current;
    current = 'originalError' in current ? current.originalError : undefined;
  }
}

const codeOf = (error: Error): unknown =>
  'extensions' in error &&
  typeof error.extensions === 'object' &&
  error.extensions !== null &&
  'code' in error.extensions
    ? error.extensions.code
    : undefined;

const isMethodRefusal = (error: Error): boolean =>
  codeOf(error) === 'BAD_REQUEST' && error.message.startsWith('GET requests only support query operations');

/** Refusals that graphql-js words itself while it runs: an argument that a variable did not fill as it must. */
const ARGUMENT = /^Argument "(\w+)" (?:of|has) /;

const TOKENS = /^Syntax Error: Document contains more that \d+ tokens/;

const requestFault = (error: Error, limits: Limits): Fault | null => {
  switch (codeOf(error)) {
    case 'GRAPHQL_PARSE_FAILED':
      return TOKENS.test(error.message)
        ? tooLarge('tokens', limits.tokens, limits.tokens + 1)
        : new Fault('GRAPHQL_PARSE_FAILED', { why: whyUnreadable(error) });
    case 'GRAPHQL_VALIDATION_FAILED':
      return new Fault('GRAPHQL_VALIDATION_FAILED', { why: whyInvalid(error.message) });
    case 'BAD_REQUEST':
      return new Fault(isMethodRefusal(error) ? 'METHOD_NOT_ALLOWED' : 'BAD_REQUEST');
    default:
      return null;
  }
};

export interface Circumstances {
  readonly limits: Limits;
  /** The root field on which the error stands, or below which. */
  readonly rootField: GraphQLField<unknown, unknown> | null;
}

/** What an error means to the caller. Anything that is not expected is INTERNAL, with the error as its cause. */
export const classifyError = (error: unknown, { limits, rootField }: Circumstances): Fault => {
  for (const inner of unwrapped(error)) {
    if (inner instanceof Fault) return inner;
    if (inner instanceof ArgumentValidationError) return argumentFault(inner, rootField);
  }
  if (isDatabaseAway(error)) return new Fault('UNAVAILABLE', {}, { cause: error });
  if (!(error instanceof Error)) return new Fault('INTERNAL', {}, { cause: error });
  const request = requestFault(error, limits);
  if (request) return request;
  const argument = ARGUMENT.exec(error.message)?.[1];
  const isOurs = 'originalError' in error && error.originalError !== undefined;
  if (argument !== undefined && !isOurs) return badInput({ field: argument, bound: 'a value that the argument takes' });
  return new Fault('INTERNAL', {}, { cause: error });
};
