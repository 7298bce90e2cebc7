type Json = Readonly<Record<string, unknown>>;

/** What Node and Deno name it where no connection came about, and what Bun does. */
const UNCONNECTED: readonly unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
];

/** Deno says it in its message alone. */
const DENO_UNCONNECTED = /\bclient error \(Connect\)/;

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/**
 * Whether an error of fetch says for sure that no connection to the server came about: then nothing was sent. Node tells
 * it in the cause, or for each address in the errors of a cause.
 */
export const isUnconnected = (error: unknown): boolean => {
  if (!isRecord(error)) return false;
  const { code, message, errors, cause } = error;
  if (Array.isArray(errors) && errors.length > 0) return errors.every(isUnconnected);
  if (UNCONNECTED.includes(code)) return true;
  return (typeof message === 'string' && DENO_UNCONNECTED.test(message)) || isUnconnected(cause);
};
