import type { Partner } from '../../kernel/actor.ts';
import type { RequestFacts } from '../../kernel/request-facts.ts';

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
