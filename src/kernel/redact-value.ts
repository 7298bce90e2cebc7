import { types } from 'node:util';
import { redact } from './redact.ts';

/** Bounds of what one log line may hold, so that no object or message can flood the log. */
const DEPTH_MAX = 8;
const VALUES_MAX = 1_000;
const TEXT_MAX = 8_192;
const CAUSES_MAX = 5;
const FRAMES_MAX = 30;

/** A text's length in characters counts like this many values. */
const TEXT_PER_VALUE = 64;

/** How far behind the cut a secret may reach and still be seen whole; none of it is shown. */
const CUT_MARGIN = 1_024;

const redactText = (text: string): string => {
  if (text.length <= TEXT_MAX) return redact(text);
  const masked = redact(text.slice(0, TEXT_MAX + CUT_MARGIN));
  return `${masked.slice(0, Math.max(0, Math.min(TEXT_MAX, masked.length - CUT_MARGIN)))}…`;
};

/** What a field's name says about its value, whatever the value looks like. */
const SECRET_NAMES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[^A-Za-z])lpa(?![a-z])|Lpa(?![a-z])|LPA/, '[activation]'],
  [/matching[_-]?id|(?:activation|confirmation)[_-]?code/i, '[activation]'],
  [/authorization|cookie|token|api[_-]?key/i, '[credential]'],
  [/passw|passphrase|secret|private[_-]?key/i, '[secret]'],
  [/^iccid$/i, '[iccid]'],
  [/e-?mail/i, '[email]'],
  [/card[_-]?number|^cv[cv]2?$/i, '[card]'],
];

/** Lets most names pass at once. */
const MAYBE_SECRET = new RegExp(SECRET_NAMES.map(([pattern]) => pattern.source).join('|'), 'i');

const nameMark = (name: string): string | undefined =>
  MAYBE_SECRET.test(name) ? SECRET_NAMES.find(([pattern]) => pattern.test(name))?.[1] : undefined;

/** A boolean tells nothing, and a number of tokens is a limit; every other value under such a name is dropped. */
const isHarmless = (value: unknown, mark: string): boolean =>
  value === null || typeof value === 'boolean' || (typeof value === 'number' && mark === '[credential]');

interface Walk {
  /** Values that may still be visited. */
  left: number;
  readonly path: object[];
}

const field = (name: string, value: unknown, walk: Walk): unknown => {
  const mark = nameMark(name);
  return mark === undefined || isHarmless(value, mark) ? visit(value, walk) : mark;
};

const PLAIN_NAME = /^[A-Za-z]+$/;

const fields = (entries: Iterable<readonly [unknown, unknown]>, walk: Walk): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    if (walk.left <= 0) break;
    const name = String(key);
    if (value !== undefined && name !== '__proto__')
      out[PLAIN_NAME.test(name) ? name : redactText(name)] = field(name, value, walk);
  }
  return out;
};

const items = (values: Iterable<unknown>, walk: Walk): unknown[] => {
  const out: unknown[] = [];
  for (const value of values) {
    if (walk.left <= 0) break;
    out.push(visit(value, walk));
  }
  return out;
};

/** Also for errors of another realm, such as Node's own ones inside a test runner. */
export const isError = (value: unknown): value is Error => value instanceof Error || types.isNativeError(value);

/** An error as the log tells it: no other field of it is written, since drivers hang rows and parameters on theirs. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string | number;
  readonly message: string;
  /** The constraint that a database refused by; PostgreSQL's own text would quote the row. */
  readonly constraint?: string;
  readonly stack?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

interface ForeignError extends Error {
  readonly code?: unknown;
  readonly extensions?: { readonly code?: unknown };
  readonly originalError?: unknown;
  readonly errors?: unknown;
  readonly severity?: unknown;
  readonly sqlState?: unknown;
  readonly constraint?: unknown;
}

/** The first line: what follows it in an ORM's message is the entity. A database quotes the value that it refuses. */
const errorMessage = (error: ForeignError): string => {
  const [line = ''] = String(error.message).split('\n', 1);
  const isDatabase = typeof error.severity === 'string' || typeof error.sqlState === 'string';
  return redactText(isDatabase ? line.replace(/: ".*/, ': "…"') : line);
};

/** Only the frames: the lines before them repeat the message. */
const errorFrames = (error: Error): string =>
  redactText(
    String(error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, FRAMES_MAX)
      .map((line) => line.trim())
      .join('\n'),
  );

const errorType = (error: Error): string => {
  const { name } = error.constructor ?? {};
  return redact(String(typeof name === 'string' && name !== '' && name !== 'Error' ? name : error.name));
};

const visitError = (error: ForeignError, walk: Walk): LoggedError => {
  const code = error.code ?? error.extensions?.code;
  const cause = error.cause ?? error.originalError;
  const causes = walk.path.filter(isError).length;
  return {
    type: errorType(error),
    ...(typeof code === 'string' && { code: redact(code) }),
    ...(typeof code === 'number' && { code }),
    message: errorMessage(error),
    ...(typeof error.constraint === 'string' && { constraint: redact(error.constraint) }),
    stack: errorFrames(error),
    ...(cause !== undefined && causes <= CAUSES_MAX && { cause: visit(cause, walk) }),
    ...(Array.isArray(error.errors) && { errors: items(error.errors.slice(0, CAUSES_MAX), walk) }),
  };
};

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Instances of classes are named, never opened: sockets, requests, entities and ORMs hold whole worlds. */
const visitInside = (value: object, walk: Walk): unknown => {
  if (isError(value)) return visitError(value, walk);
  if (Array.isArray(value) || types.isSet(value)) return items(value, walk);
  if (types.isMap(value)) return fields(value, walk);
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return '[bytes]';
  if (value instanceof URL) return redactText(value.href);
  if (isPlain(value)) return fields(Object.entries(value), walk);
  return `[${redact(value.constructor.name)}]`;
};

const visitObject = (value: object, walk: Walk): unknown => {
  if (walk.path.includes(value)) return '[circular]';
  if (walk.path.length >= DEPTH_MAX) return '[deep]';
  walk.path.push(value);
  try {
    return visitInside(value, walk);
  } catch {
    // A getter or a proxy of somebody else's object threw: the line is written all the same.
    return '[unreadable]';
  } finally {
    walk.path.pop();
  }
};

const visitNumber = (value: number | bigint): unknown => {
  if (value < 1e12 && value > -1e12) return typeof value === 'bigint' ? value.toString() : value;
  const text = value.toString();
  const masked = redact(text);
  return masked === text && typeof value === 'number' ? value : masked;
};

const visit = (value: unknown, walk: Walk): unknown => {
  walk.left--;
  switch (typeof value) {
    case 'string':
      walk.left -= Math.min(value.length, TEXT_MAX) / TEXT_PER_VALUE;
      return redactText(value);
    case 'number':
    case 'bigint':
      return visitNumber(value);
    case 'object':
      return value === null ? null : visitObject(value, walk);
    case 'boolean':
      return value;
    default:
      return undefined;
  }
};

/**
 * A copy of any value that may be logged: strings redacted, values under telling names (password, token, lpa …)
 * dropped to a mark, errors reduced to type, code, message, frames and causes. Bounded in depth and size; never throws.
 */
export const redactValue = (value: unknown): unknown => visit(value, { left: VALUES_MAX, path: [] });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same as the fields of a log line; what has no fields to show stands under `value`. */
export const redactFields = (value: unknown): Record<string, unknown> => {
  const copy = redactValue(value);
  return isRecord(copy) ? copy : { value: copy };
};
