import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../kernel/fault.ts';
import { bearerOf } from './bearer-token.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { refuse } from './exchange.ts';
import { parseBody } from './graphql-parameters.ts';

interface MachineRoute {
  readonly path: string;
  /** What whoever asks shows. */
  readonly token: string;
  readonly bodyBytesMax: number;
  readonly answer: (body: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
}

/** POST of JSON by a machine that is no partner's, with a bearer token of its own: it is let in before a byte of the body is read. */
export const addMachineRoute = (
  app: FastifyInstance,
  endpoint: GraphqlEndpoint,
  { path, token, bodyBytesMax, answer }: MachineRoute,
): void => {
  const isAdmitted = bearerOf(token);

  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (isAdmitted(request)) return undefined;
    return refuse(endpoint, request, reply.header('www-authenticate', 'Bearer'), new Fault('UNAUTHENTICATED'));
  };

  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(/^application\/json/i, { parseAs: 'buffer' }, (_request, bytes, done) =>
      done(null, bytes),
    );
    scope.post(
      path,
      { bodyLimit: bodyBytesMax, onRequest: admit },
      async (request, reply) => answer(parseBody(request.body), request, reply), // the parser above leaves the body as it came
    );
    done();
  });
};
