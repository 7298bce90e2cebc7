import type { Partner } from '../kernel/actor.ts';
import type { Code } from '../kernel/codes.ts';

/** What a request did, as the engine notes it: the allow list of what is logged and counted. */
export interface RequestFacts {
  operationType: 'query' | 'mutation' | null;
  operationName: string | null;
  rootField: string | null;
  documentHash: string | null;
  cost: number | null;
  replayed: boolean;
  readonly orderIds: string[];
  readonly codes: Code[];
}

/** A well-formed GraphQL request, as the specification of GraphQL over HTTP describes its parameters. */
export interface GraphqlParameters {
  readonly query: string;
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

/** Finds the partner of a credential's secret; null where it is malformed, unknown, revoked or of the wrong mode alike. */
export type Authenticate = (token: string) => Promise<Partner | null>;

export const newFacts = (): RequestFacts => ({
  operationType: null,
  operationName: null,
  rootField: null,
  documentHash: null,
  cost: null,
  replayed: false,
  orderIds: [],
  codes: [],
});
