import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is sent for one path, to whoever asks. */
export interface Sheet {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

const NOT_MODIFIED = 304;

export const sheetOf = (type: string, body: Buffer | string): Sheet => {
  const bytes = Buffer.from(body);
  return { type, body: bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
};

/** Whether a client has it already: a proxy that compresses may have made the tag a weak one (RFC 9110, section 13.1.2). */
const isKnown = (tags: string | undefined, etag: string): boolean =>
  tags?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;

/** Sends a sheet to whoever does not have it; it may be kept for five minutes. */
export const sendSheet = (request: FastifyRequest, reply: FastifyReply, { type, body, etag }: Sheet): FastifyReply => {
  reply.headers({ 'cache-control': 'public, max-age=300', etag });
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(NOT_MODIFIED).send();
  return reply.header('content-type', type).send(body);
};
