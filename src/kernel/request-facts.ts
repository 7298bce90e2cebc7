import type { Partner } from './actor.ts';
import type { Charged } from './allowance.ts';
import type { Code } from './codes.ts';
import type { DeprecatedElement } from './deprecation.ts';

/** What one request did, gathered for its log line and its metrics. Nothing here may hold what a client wrote freely. */
export interface RequestFacts {
  operationType: 'query' | 'mutation' | null;
  operationName: string | null;
  /** The first root field, by its name in the schema. */
  rootField: string | null;
  /** All of them, each once. */
  rootFields: readonly string[];
  /** What of the schema it used that is deprecated; mostly nothing. */
  deprecations: readonly DeprecatedElement[];
  /** The start of the document's SHA-256. */
  documentHash: string | null;
  cost: number | null;
  /** The cost by the rows that there were, where pages were asked for. */
  actualCost: number | null;
  /** What was charged for it; null where it was refused before. */
  charged: Charged | null;
  /** Set by a resolver whose key was repeated: the answer carries `Idempotent-Replayed: true`. */
  replayed: boolean;
  /** Public references of the orders that the request touched, added by resolvers. */
  readonly orderIds: string[];
  /** Those of them that failed. */
  readonly failedOrderIds: string[];
  /** Set by a resolver that shows what was used of an eSIM. */
  usageRead: boolean;
  /** Set by a resolver that shows an invoice. */
  invoiceRead: boolean;
  /** Set by a resolver in the sandbox: what becomes of the answer, instead of being sent at once. */
  reaction: 'drop' | 'delay' | null;
  readonly codes: Code[];
}

export const newRequestFacts = (): RequestFacts => ({
  operationType: null,
  operationName: null,
  rootField: null,
  rootFields: [],
  deprecations: [],
  documentHash: null,
  cost: null,
  actualCost: null,
  charged: null,
  replayed: false,
  orderIds: [],
  failedOrderIds: [],
  usageRead: false,
  invoiceRead: false,
  reaction: null,
  codes: [],
});

/** A request that is over, as its line in the log has it. */
export interface Access {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern, never the URL: a URL may hold anything. */
  readonly route: string;
  readonly httpStatus: number;
  readonly durationMs: number;
  readonly actor: Partner | null;
  readonly facts: RequestFacts;
  /** The client's, as it is known behind the trusted proxies; in the log of those alone that are turned away. */
  readonly address?: string;
}

/** What is known of a request beyond its line in the log. */
export interface Visit extends Access {
  readonly address: string;
  /** As it was sent: it may hold anything. */
  readonly userAgent: string | null;
}
