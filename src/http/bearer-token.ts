import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The token of a request; undefined where it has none that could be one. */
export const readBearer = ({ headers }: FastifyRequest): string | undefined =>
  BEARER.exec(headers.authorization ?? '')?.[1];

/** Whether a request has this token, compared in constant time; for machines that are no partner's. */
export const bearerOf = (token: string): ((request: FastifyRequest) => boolean) => {
  const expected = digestOf(token);
  return (request) => {
    const given = readBearer(request);
    return given !== undefined && timingSafeEqual(digestOf(given), expected);
  };
};
