import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Fault } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import { newRequestFacts } from '../kernel/request-facts.ts';
import { logAccess } from './access-log.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { JSON_TYPE } from './media-types.ts';
import { requestIdOf } from './request-id.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what is not HTTP at all, or came too slowly: coded like everything else, and the connection is closed. */
export const answerMalformed =
  (endpoint: GraphqlEndpoint, logger: Log) =>
  (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
    const requestId = requestIdOf(undefined);
    const facts = newRequestFacts();
    const httpStatus = STATUS_OF_CODE[error.code ?? ''] ?? 400;
    const { body } = endpoint.refuse(new Fault('BAD_REQUEST', {}, { cause: error }), { requestId, facts });
    const headers = {
      ...SECURITY_HEADERS,
      'content-type': JSON_TYPE,
      'content-length': Buffer.byteLength(body),
      'x-request-id': requestId,
      connection: 'close',
    };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.end([`HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus]}`, ...head, '', body].join('\r\n'));
    logAccess(logger, { requestId, method: '', route: 'malformed', httpStatus, durationMs: 0, actor: null, facts });
  };
