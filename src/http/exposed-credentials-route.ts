import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badInput, Fault } from '../kernel/fault.ts';
import { AddressLimit } from './address-limit.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { refuse } from './exchange.ts';
import { parseBody } from './graphql-parameters.ts';
import { JSON_TYPE } from './media-types.ts';
import { isSigned, type ScannerKeys } from './scanner-signature.ts';

export const EXPOSED_PATH = '/exposed-credentials';

const BODY_BYTES_MAX = 64 * 1024;
const ITEMS_MAX = 100;
const REPORTS_A_MINUTE_MAX = 30;

/** A secret that was found, and where. */
export interface FoundSecret {
  readonly token: string;
  readonly place: string | null;
}

export interface SecretReports {
  /** Ends the credentials whose secrets these are. Tells nothing of it: whoever asks must not learn what is a secret. */
  readonly report: (found: readonly FoundSecret[], requestId: string) => Promise<void>;
  /** Whose batches are believed; null believes any, for whoever sends a secret has it. */
  readonly scannerKeys: ScannerKeys | null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const foundIn = (item: unknown): FoundSecret => {
  if (!isRecord(item) || typeof item.token !== 'string') {
    throw badInput({ field: 'token', bound: 'a string in each item of the batch' });
  }
  return { token: item.token, place: textOf(item.url) ?? textOf(item.source) };
};

/** Reads `{ "secret": … }`, or a batch as GitHub sends it. Refuses: BAD_USER_INPUT. */
const readFound = (body: unknown): readonly FoundSecret[] => {
  if (Array.isArray(body)) {
    if (body.length > ITEMS_MAX) throw badInput({ field: 'body', bound: `at most ${ITEMS_MAX} items` });
    return body.map(foundIn);
  }
  if (!isRecord(body) || typeof body.secret !== 'string') {
    throw badInput({ field: 'secret', bound: 'a string, or a batch of { token, type, url, source }' });
  }
  return [{ token: body.secret, place: null }];
};

/** POST /exposed-credentials: for anybody who found a secret, a secret scanner above all. The answer is the same whether it was one. */
export const addExposedCredentialsRoute = (
  app: FastifyInstance,
  endpoint: GraphqlEndpoint,
  { report, scannerKeys }: SecretReports,
): void => {
  const limit = new AddressLimit(REPORTS_A_MINUTE_MAX);

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const isByScanner = scannerKeys !== null && isSigned(request, scannerKeys);
    const waitSeconds = isByScanner ? null : limit.take(request.ip);
    if (waitSeconds !== null) {
      reply.header('retry-after', waitSeconds);
      return refuse(endpoint, request, reply, new Fault('RATE_LIMITED'));
    }
    const body = parseBody(request.body);
    if (Array.isArray(body) && scannerKeys !== null && !isByScanner) throw new Fault('INVALID_SIGNATURE');
    await report(readFound(body), request.id);
    return reply.code(202).header('content-type', JSON_TYPE).send('{"accepted":true}');
  };

  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      /^application\/json/i,
      { parseAs: 'buffer' },
      (_request, bytes, done) => done(null, bytes), // as they came: that is what is signed
    );
    scope.post(EXPOSED_PATH, { bodyLimit: BODY_BYTES_MAX }, answer);
    done();
  });
};
