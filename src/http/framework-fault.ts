import type { FastifyRequest } from 'fastify';
import { Fault } from '../kernel/fault.ts';

const FAULT_OF_CODE: Readonly<Record<string, ConstructorParameters<typeof Fault>[0]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BAD_REQUEST',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BAD_REQUEST',
  FST_ERR_BAD_URL: 'BAD_REQUEST',
  FST_ERR_REQUEST_TIMEOUT: 'BAD_REQUEST',
};

/** PAYLOAD_TOO_LARGE with the bytes that a body may have, and as many as it says it has: null where it does not say. */
export const payloadTooLarge = ({ headers }: FastifyRequest, limit: number, options?: { cause?: unknown }): Fault => {
  const bytes = Number(headers['content-length']);
  return new Fault('PAYLOAD_TOO_LARGE', { limit, actual: Number.isSafeInteger(bytes) ? bytes : null }, options);
};

/** What an error of Fastify means; any other error is given back as it is, for the engine to classify. */
export const faultOfFramework = (error: unknown, request: FastifyRequest): unknown => {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return payloadTooLarge(request, request.routeOptions.bodyLimit, { cause: error });
  }
  const code = FAULT_OF_CODE[String(error.code)];
  return code === undefined ? error : new Fault(code, {}, { cause: error });
};
