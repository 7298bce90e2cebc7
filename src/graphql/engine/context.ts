import type { Partner } from '../../kernel/actor.ts';
import type { Charged } from '../../kernel/allowance.ts';
import type { Code } from '../../kernel/codes.ts';
import type { DeprecatedElement } from '../../kernel/deprecation.ts';

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

/** What is known of a request. Kept a plain object: Apollo copies it once for each request. */
export interface RequestContext {
  readonly actor: Partner;
  readonly requestId: string;
  readonly facts: RequestFacts;
  /** The header `Idempotency-Key` as it came, or null. Read it through `idempotencyKeyOf`. */
  readonly idempotencyKeyHeader: string | null;
}

/** What every resolver gets. */
export interface ResolverContext extends RequestContext {
  /**
   * Charges for what was found, where nobody could tell before how much that is: a point for each, and no more than any
   * operation may cost. Refuses: RATE_LIMITED.
   */
  readonly chargeFound: (count: number) => Promise<void>;
}

/** What the engine needs of a logger; pino fits. */
export interface EngineLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
