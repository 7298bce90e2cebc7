import {
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  destination as fileDestination,
  type Logger,
  pino,
  stdTimeFunctions,
} from 'pino';
import { redact } from '../kernel/redact.ts';
import { isError, redactFields, redactValue } from '../kernel/redact-value.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Where lines go; standard output where none is given. */
  readonly destination?: DestinationStream;
  /** A short form for a person at a terminal instead of JSON. */
  readonly pretty?: boolean;
}

const STDOUT = 1;

/** Lines go out together when there are 4 kB of them, or after 100 ms, or when the process ends by itself. */
const stdout = () => fileDestination({ dest: STDOUT, sync: false, minLength: 4096, periodicFlush: 100 });

/** Method and path of a request: its query, headers and body never reach the log. */
const requestFields = (request: object): Record<string, unknown> => {
  const { method, url } = request as { readonly method?: unknown; readonly url?: unknown };
  return redactFields({ method, path: String(url).split('?', 1)[0] });
};

const replyFields = (reply: object): Record<string, unknown> =>
  redactFields({ statusCode: 'statusCode' in reply ? reply.statusCode : undefined });

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What a log call was given as its first argument, as fields. */
const lineFields = (given: object): Record<string, unknown> => {
  if (isError(given)) return { err: redactValue(given) };
  if ('method' in given && 'headers' in given && 'socket' in given) return { req: requestFields(given) };
  const { req, res } = given as { readonly req?: unknown; readonly res?: unknown };
  return {
    ...redactFields(given),
    ...(isObject(req) && { req: requestFields(req) }),
    ...(isObject(res) && { res: replyFields(res) }),
  };
};

/** A getter of somebody else's object may throw: the line is written all the same. */
const fieldsOrNone = (given: object): Record<string, unknown> => {
  try {
    return lineFields(given);
  } catch {
    return { value: '[unreadable]' };
  }
};

const isJson = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** The second net, for every line whatever it came from. A mark in place of a bare number would break the JSON: then each value is masked by itself. */
const guard = (line: string): string => {
  const masked = redact(line);
  if (masked === line || isJson(masked)) return masked;
  return `${JSON.stringify(redactValue(JSON.parse(line)))}\n`;
};

const prettyLine = (line: string): string => {
  const { time, level, msg, err, ...rest }: Record<string, unknown> = JSON.parse(line);
  const facts = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const head = [String(time).slice(11, 23), String(level).toUpperCase().padEnd(5), msg ?? '', ...facts].join(' ');
  return err === undefined ? `${head}\n` : `${head}\n${JSON.stringify(err, null, 2).replaceAll('\\n', '\n    ')}\n`;
};

/**
 * JSON lines with an ISO time and the level's name. Arguments and bindings pass `redactValue`, and each line as a whole
 * passes `redact` right before it is written. Process id and host are left to whoever collects the lines.
 */
export const createLogger = ({ level, destination = stdout(), pretty = false }: LoggerOptions): Logger => {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Errors, requests and replies come here as plain fields already; pino's own serialisers would name them `Object`.
      serializers: { err: (error) => error, req: (request) => request, res: (reply) => reply },
      hooks: {
        logMethod([first, ...rest], method) {
          const args: unknown[] = rest.map(redactValue);
          Reflect.apply(method, this, [isObject(first) ? fieldsOrNone(first) : redactValue(first), ...args]);
        },
        streamWrite: pretty ? (line) => prettyLine(guard(line)) : guard,
      },
    },
    destination,
  );
  const makeChild = logger.child;
  Object.defineProperty(logger, 'child', {
    // Children inherit it, so theirs pass it too.
    value(this: Logger, bindings: Bindings, options?: ChildLoggerOptions) {
      return Reflect.apply(makeChild, this, [redactFields(bindings), options]);
    },
  });
  return logger;
};

/** Resolves once everything logged so far is written; for a clean stop. */
export const flushLogger = (logger: Logger): Promise<void> =>
  new Promise((resolve) => {
    logger.flush(() => resolve());
  });
