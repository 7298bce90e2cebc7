const CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  '53300', // too_many_connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
]);

/** Class 08 of PostgreSQL's error codes is "connection exception". */
const isConnectionCode = (code: string): boolean => CODES.has(code) || /^08[0-9A-Z]{3}$/.test(code);

/** Sentences of `pg` that come without a code. */
const MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const DEPTH_MAX = 6;

/** True where an error, or what caused it, says that the database cannot be reached right now. */
export const isDatabaseAway = (error: unknown): boolean => {
  let current: unknown = error;
  for (let depth = 0; current instanceof Error && depth < DEPTH_MAX; depth += 1) {
    if ('code' in current && typeof current.code === 'string' && isConnectionCode(current.code)) return true;
    if (MESSAGE.test(current.message)) return true;
    if (current instanceof AggregateError && current.errors.some(isDatabaseAway)) return true;
    current = 'originalError' in current && current.originalError ? current.originalError : current.cause;
  }
  return false;
};
