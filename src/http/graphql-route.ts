import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../kernel/fault.ts';
import { isPreflight } from './browser.ts';
import type { GraphqlEndpoint, GraphqlParameters } from './endpoint.ts';
import { refuse } from './exchange.ts';
import { parametersOfBody, parametersOfUrl, parseBody } from './graphql-parameters.ts';
import { acceptedBy, isJsonUtf8, JSON_TYPE } from './media-types.ts';
import type { PartnerGate } from './partner-gate.ts';
import { setRateLimitHeaders } from './rate-limit-headers.ts';

export const GRAPHQL_PATH = '/graphql';

const OTHER_METHODS = ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const singleHeader = (value: string | string[] | undefined): string | null =>
  Array.isArray(value) ? value.join(', ') : (value ?? null);

/** A wrong method and a limit are answers of HTTP, which whatever stands between must understand. */
const HTTP_ALONE: ReadonlySet<number> = new Set([405, 429]);

/** The status as the specification wants it (section 6.4.1): a client of application/json alone reads the body. */
const statusFor = (status: number, isJsonOnly: boolean): number =>
  isJsonOnly && !HTTP_ALONE.has(status) ? 200 : status;

interface GraphqlRoute {
  readonly endpoint: GraphqlEndpoint;
  readonly gate: PartnerGate;
  readonly sandboxSlowMs: number;
}

/** Closes the connection in place of an answer. */
const drop = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
};

/** POST and GET /graphql. The credential is checked before a byte of the body is read. */
export const addGraphqlRoute = (app: FastifyInstance, { endpoint, gate, sandboxSlowMs }: GraphqlRoute): void => {
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { exchange } = request;
    exchange.accepted = acceptedBy(request.headers.accept);
    const refused = await gate.admit(request, reply);
    if (refused) return refused;
    if (exchange.accepted.contentType === null) return refuse(endpoint, request, reply, new Fault('NOT_ACCEPTABLE'));
    return undefined;
  };

  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    method: 'GET' | 'POST',
    parameters: GraphqlParameters,
  ): Promise<FastifyReply> => {
    const { actor, accepted, facts } = request.exchange;
    if (!actor || !accepted) throw new Error('admit comes first');
    const context = {
      actor,
      requestId: request.id,
      facts,
      idempotencyKeyHeader: singleHeader(request.headers['idempotency-key']),
    };
    const { status, body } = await endpoint.answer({ ...parameters, method, context });
    if (facts.reaction === 'drop') return drop(request, reply);
    if (facts.reaction === 'delay') await sleep(sandboxSlowMs, undefined, { ref: false });
    if (status === 405) reply.header('allow', 'POST');
    if (facts.charged) setRateLimitHeaders(reply, facts.charged);
    if (facts.replayed) reply.header('idempotent-replayed', 'true');
    return reply
      .code(statusFor(status, accepted.isJsonOnly))
      .header('content-type', accepted.contentType ?? JSON_TYPE)
      .send(body);
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/json/i, { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      if (!isJsonUtf8(request.headers['content-type'])) throw new Fault('UNSUPPORTED_MEDIA_TYPE');
      done(null, parseBody(bytes));
    } catch (error) {
      done(error as Fault);
    }
  });
  app.post(GRAPHQL_PATH, { onRequest: admit }, (request, reply) =>
    answer(request, reply, 'POST', parametersOfBody(request.body)),
  );
  app.get(GRAPHQL_PATH, { onRequest: admit }, (request, reply) =>
    answer(request, reply, 'GET', parametersOfUrl(request.url)),
  );
  app.route({
    method: OTHER_METHODS,
    url: GRAPHQL_PATH,
    onRequest: async (request, reply) => {
      if (!isPreflight(request)) return undefined;
      await gate.identify(request);
      return refuse(endpoint, request, reply, new Fault('SERVER_SIDE_ONLY'));
    },
    handler: (request, reply) => {
      reply.header('allow', 'GET, POST');
      return refuse(endpoint, request, reply, new Fault('METHOD_NOT_ALLOWED'));
    },
  });
};
