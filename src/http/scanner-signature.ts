import { type KeyObject, verify } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Public keys of secret scanners, by their identifiers. */
export type ScannerKeys = ReadonlyMap<string, KeyObject>;

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

/**
 * True where one of the keys signed the body (ECDSA, P-256, SHA-256), as GitHub's secret scanning partner programme has
 * it: the key's identifier and the signature in base64 stand in headers. The body must be the bytes that came.
 */
export const isSigned = ({ headers, body }: FastifyRequest, keys: ScannerKeys): boolean => {
  const key = keys.get(textOf(headers['github-public-key-identifier']));
  const signature = Buffer.from(textOf(headers['github-public-key-signature']), 'base64');
  return key !== undefined && Buffer.isBuffer(body) && verify('sha256', body, key, signature);
};
