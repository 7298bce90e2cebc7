import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Partner } from '../kernel/actor.ts';
import { newRequestFacts, type RequestFacts } from '../kernel/request-facts.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { faultOfFramework } from './framework-fault.ts';
import { type Accepted, JSON_TYPE } from './media-types.ts';

/** What is known of one request while it is answered. */
export class Exchange {
  readonly facts: RequestFacts = newRequestFacts();
  actor: Partner | null = null;
  accepted: Accepted | null = null;
  isLogged = false;
}

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange;
  }
}

/** Answers with the coded body of a refusal. */
export const refuse = (
  endpoint: GraphqlEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply => {
  const { id: requestId, exchange } = request;
  const { status, body } = endpoint.refuse(faultOfFramework(error, request), { requestId, facts: exchange.facts });
  return reply
    .code(status)
    .header('content-type', exchange.accepted?.contentType ?? JSON_TYPE)
    .send(body);
};
