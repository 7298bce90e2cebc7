import type { DetailsOf } from './error-details.ts';
import { factsOf } from './error-facts.ts';
import type { RefusalCode } from './generated/graphql.ts';

/** What to do with a refused request: nothing, the same key again, a new key, or the same key once the cause is gone. */
export type RetryAdvice = 'never' | 'same_key' | 'new_key' | 'later';

/**
 * A code of the server's table, NETWORK where no readable answer came, ABORTED where the caller gave up, or a code that a
 * newer server added.
 */
export type OnyxCode = RefusalCode | 'NETWORK' | 'ABORTED' | (string & Record<never, never>);

/** One refusal of an answer. */
export interface Refusal<Code extends OnyxCode = OnyxCode> {
  readonly code: Code;
  /** What is wrong, in words. It never holds a secret. */
  readonly message: string;
  /** Whether it passes by itself within moments: the same request, unchanged, may succeed after a pause. */
  readonly isTransient: boolean;
  readonly retry: RetryAdvice;
  /** What to do next, in words. */
  readonly next: string;
  /** Whether money moved; null where nobody can tell: ask `idempotencyKey`, or send the same key again. */
  readonly moneyMoved: boolean | null;
  /** The field of the answer that is null because of it; empty where it is about the whole request. */
  readonly path: readonly (string | number)[];
  /** What the code adds, such as `shortfall`, `netPrice` or `problems`. */
  readonly details: DetailsOf<Code>;
}

/** What came with the refusals, and what the call was. */
export interface RefusalContext {
  /** Quote it when you ask the operator; null where no answer came. */
  readonly requestId: string | null;
  readonly httpStatus: number | null;
  /** What was answered beside the refusals; null where nothing was. */
  readonly data: unknown;
  /** Milliseconds that the server asks to wait (`Retry-After`); null where it does not. */
  readonly retryAfterMs: number | null;
  /** The key that the call was sent with; null where it had none. */
  readonly idempotencyKey: string | null;
  /** How often it was sent. */
  readonly attempts: number;
}

/**
 * Every failure of a request. It has the first refusal's facts; `refusals` has all of them. Its `message` is a line for a
 * log: code, sentence, what decides (the bound of an argument, the scope that is missing) and the request id. Each code has a class of its
 * own, such as `InsufficientBalanceError`; a code that a newer server added has this one.
 */
export class OnyxError<Code extends OnyxCode = OnyxCode> extends Error implements Refusal<Code>, RefusalContext {
  override readonly name: string = 'OnyxError';
  readonly code: Code;
  /** Whether all of its refusals pass by themselves within moments: then the same request, unchanged, may succeed after a pause. */
  readonly isTransient: boolean;
  readonly retry: RetryAdvice;
  readonly next: string;
  readonly moneyMoved: boolean | null;
  readonly path: readonly (string | number)[];
  readonly details: DetailsOf<Code>;
  readonly refusals: readonly [Refusal<Code>, ...Refusal[]];
  readonly requestId: string | null;
  readonly httpStatus: number | null;
  readonly data: unknown;
  readonly retryAfterMs: number | null;
  readonly idempotencyKey: string | null;
  readonly attempts: number;

  constructor(refusals: readonly [Refusal<Code>, ...Refusal[]], context: RefusalContext, options?: ErrorOptions) {
    const [first] = refusals;
    const facts = factsOf(first.code, first.details, context.requestId);
    super(`${first.code}: ${first.message}${facts}`, options);
    this.code = first.code;
    this.isTransient = refusals.every(({ isTransient }) => isTransient);
    this.retry = first.retry;
    this.next = first.next;
    this.moneyMoved = first.moneyMoved;
    this.path = first.path;
    this.details = first.details;
    this.refusals = refusals;
    this.requestId = context.requestId;
    this.httpStatus = context.httpStatus;
    this.data = context.data;
    this.retryAfterMs = context.retryAfterMs;
    this.idempotencyKey = context.idempotencyKey;
    this.attempts = context.attempts;
  }
}

/**
 * No readable answer came in time. `moneyMoved` is false where no connection came about, so that nothing was sent; of a
 * change it is null otherwise, for nobody knows whether the server did it.
 */
export class NetworkError extends OnyxError<'NETWORK'> {
  override readonly name = 'NetworkError';
}

/** The caller gave up, or its function gave no credential, with the reason as `cause`. What was sent before may have been done. */
export class AbortedError extends OnyxError<'ABORTED'> {
  override readonly name = 'AbortedError';
}
