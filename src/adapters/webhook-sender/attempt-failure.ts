import type { AttemptFailure } from '../../domains/webhooks/index.ts';

/** What systems, TLS and undici call what went wrong. What is missing here is not the receiver's doing. */
const FAILURES: Readonly<Record<string, AttemptFailure>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EPROTO: 'tls',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
};

/** Why no connection came about. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
  readonly failure: AttemptFailure;

  constructor(failure: AttemptFailure, options?: { cause?: unknown }) {
    super(`not connected: ${failure}`, options);
    this.failure = failure;
  }
}

/** What the system, TLS or undici calls an error; empty where it has no code. */
export const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/** The parser of HTTP gives no code, and says in words alone that an answer in chunks ended before its last one. */
const failureOfParser = ({ message }: Error): AttemptFailure => (message.includes('EOF') ? 'reset' : 'protocol');

/** The word for an error of a connection; null where it is ours. */
export const failureOf = (error: Error): AttemptFailure | null => {
  if (error instanceof NotConnected) return error.failure;
  if (error.name === 'HTTPParserError') return failureOfParser(error);
  const code = codeOf(error);
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls';
  return FAILURES[code] ?? null;
};
