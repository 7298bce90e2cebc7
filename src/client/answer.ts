import { type DeprecatedUse, readDeprecations } from './deprecations.ts';
import { TRANSIENT_CODES } from './generated/errors.ts';
import type { Refusal, RetryAdvice } from './onyx-error.ts';

type Json = Readonly<Record<string, unknown>>;

/** The body of a GraphQL answer. */
export interface AnswerBody {
  readonly data: Json | null;
  readonly refusals: readonly Refusal[];
  readonly deprecations: readonly DeprecatedUse[];
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOr = (value: unknown, fallback: string): string => (typeof value === 'string' ? value : fallback);

const ADVICE: readonly RetryAdvice[] = ['never', 'same_key', 'new_key', 'later'];

const isPathPart = (part: unknown): part is string | number => typeof part === 'string' || typeof part === 'number';

const refusalOf = (error: unknown): Refusal => {
  const { message, path, extensions } = isRecord(error) ? error : {};
  const {
    code: said,
    isTransient,
    retry,
    next,
    moneyMoved,
    requestId: _,
    ...details
  } = isRecord(extensions) ? extensions : {};
  const code = textOr(said, 'INTERNAL');
  return {
    code,
    message: textOr(message, 'The server refused and did not say why.'),
    isTransient: typeof isTransient === 'boolean' ? isTransient : TRANSIENT_CODES.includes(code),
    retry: ADVICE.find((advice) => advice === retry) ?? 'same_key',
    next: textOr(next, 'Send the same request again with the same key.'),
    moneyMoved: typeof moneyMoved === 'boolean' ? moneyMoved : null,
    path: Array.isArray(path) ? path.filter(isPathPart) : [],
    details,
  };
};

/** Null where a text is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Reads the body of an answer; null where it is none that a GraphQL server gives. */
export const readAnswer = (text: string): AnswerBody | null => {
  const body = parseJson(text);
  if (!isRecord(body)) return null;
  const refusals = Array.isArray(body.errors) ? body.errors.map(refusalOf) : [];
  const data = isRecord(body.data) ? body.data : null;
  if (data === null && refusals.length === 0) return null;
  return { data, refusals, deprecations: readDeprecations(body.extensions) };
};
