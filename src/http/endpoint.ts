import type { Partner } from '../kernel/actor.ts';
import type { Fault } from '../kernel/fault.ts';
import type { RequestFacts } from '../kernel/request-facts.ts';

/** A well-formed GraphQL request, as the specification of GraphQL over HTTP describes its parameters. */
export interface GraphqlParameters {
  /** The document's text; where it is left out, the hash names a registered document. */
  readonly query?: string;
  /** The lower-case hexadecimal SHA-256 of the document's text. */
  readonly documentHash?: string;
  readonly variables: Record<string, unknown>;
  readonly operationName?: string;
  readonly extensions?: Record<string, unknown>;
}

export interface GraphqlContext {
  readonly actor: Partner;
  readonly requestId: string;
  readonly facts: RequestFacts;
  readonly idempotencyKeyHeader: string | null;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly body: string;
}

/** What stands behind POST /graphql. This edge knows nothing else of GraphQL. */
export interface GraphqlEndpoint {
  answer(
    request: GraphqlParameters & { readonly method: 'GET' | 'POST'; readonly context: GraphqlContext },
  ): Promise<GraphqlAnswer>;
  /** The coded body for a request that never becomes a GraphQL request. Notes the code in the facts. */
  refuse(error: unknown, place: { readonly requestId: string; readonly facts: RequestFacts }): GraphqlAnswer;
}

/** A browser that sent a request: none may hold a live credential. */
export interface Browser {
  /** What it says of the page; null where it says nothing. */
  readonly origin: string | null;
  /** True where the page is one of this server. */
  readonly isOwnOrigin: boolean;
}

/** How a request arrives, as far as it decides whether a credential is accepted. */
export interface Arrival {
  readonly requestId: string;
  /** The client's address, as it is known behind the trusted proxies. */
  readonly address: string;
  readonly browser: Browser | null;
}

/** A credential that is known and active. */
export interface Admitted {
  readonly actor: Partner;
  /** Why it is not accepted all the same; null where it is. */
  readonly refusal: Fault | null;
}

/** Finds the partner of a token; UNAUTHENTICATED where it is malformed, unknown, ended, of the wrong mode or from a wrong address. */
export type Authenticate = (token: string, arrival: Arrival) => Promise<Admitted | Fault>;
