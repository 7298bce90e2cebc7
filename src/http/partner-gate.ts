import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../kernel/fault.ts';
import { unauthenticated } from '../kernel/unauthenticated.ts';
import { AuthenticationLimit } from './authentication-limit.ts';
import { readBearer } from './bearer-token.ts';
import { browserOf } from './browser.ts';
import type { Authenticate, GraphqlEndpoint } from './endpoint.ts';
import { refuse } from './exchange.ts';

interface PartnerGateNeeds {
  readonly endpoint: GraphqlEndpoint;
  readonly authenticate: Authenticate;
  /** How many credentials an address may try in a minute. */
  readonly attemptsMax: number;
}

/** Where partners come in: the credential is checked before a byte of the body is read. */
export class PartnerGate {
  readonly #endpoint: GraphqlEndpoint;
  readonly #authenticate: Authenticate;
  readonly #limit: AuthenticationLimit;

  constructor({ endpoint, authenticate, attemptsMax }: PartnerGateNeeds) {
    this.#endpoint = endpoint;
    this.#authenticate = authenticate;
    this.#limit = new AuthenticationLimit(attemptsMax);
  }

  /** Notes whose credential came; gives why it is refused, or null. */
  async identify(request: FastifyRequest): Promise<Fault | null> {
    const token = readBearer(request);
    if (token === undefined) {
      return unauthenticated(request.headers.authorization === undefined ? 'no_header' : 'not_bearer');
    }
    const retryAfterSeconds = this.#limit.take(token, request.ip);
    if (retryAfterSeconds !== null) return new Fault('RATE_LIMITED', { retryAfterSeconds });
    const arrival = { requestId: request.id, address: request.ip, browser: browserOf(request) };
    const admitted = await this.#authenticate(token, arrival);
    const isAccepted = !(admitted instanceof Fault);
    this.#limit.note(token, request.ip, isAccepted);
    if (!isAccepted) return admitted;
    request.exchange.actor = admitted.actor;
    return admitted.refusal;
  }

  /** Answers a request whose credential is refused; gives undefined where it may go on. */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const refusal = await this.identify(request);
    if (refusal === null) return undefined;
    if (refusal.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
    if (refusal.code === 'RATE_LIMITED') reply.header('retry-after', Number(refusal.details.retryAfterSeconds));
    return refuse(this.#endpoint, request, reply, refusal);
  }
}
