import type { RefusalCode } from './generated/graphql.ts';

/** What to do with a refused request: nothing, the same key again, a new key, or the same key once the cause is gone. */
export type RetryAdvice = 'never' | 'same_key' | 'new_key' | 'later';

/** A code of the server's table, NETWORK where no readable answer came, or a code that a newer server added. */
export type OnyxCode = RefusalCode | 'NETWORK' | (string & Record<never, never>);

/** One refusal of an answer. */
export interface Refusal {
  readonly code: OnyxCode;
  /** What is wrong, in words. It never holds a secret. */
  readonly message: string;
  readonly retry: RetryAdvice;
  /** What to do next, in words. */
  readonly next: string;
  /** Whether money moved; null where nobody can tell: ask `idempotencyKey`, or send the same key again. */
  readonly moneyMoved: boolean | null;
  /** The field of the answer that is null because of it; empty where it is about the whole request. */
  readonly path: readonly (string | number)[];
  /** What the code adds, such as `shortfall`, `netPrice` or `problems`. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What came with the refusals. */
export interface RefusalContext {
  /** Quote it when you ask the operator; null where no answer came. */
  readonly requestId: string | null;
  readonly httpStatus: number | null;
  /** What was answered beside the refusals; null where nothing was. */
  readonly data: unknown;
}

/** Every failure of a request. It has the first refusal's facts; `refusals` has all of them. */
export class OnyxError extends Error implements Refusal, RefusalContext {
  override readonly name = 'OnyxError';
  readonly code: OnyxCode;
  readonly retry: RetryAdvice;
  readonly next: string;
  readonly moneyMoved: boolean | null;
  readonly path: readonly (string | number)[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly refusals: readonly [Refusal, ...Refusal[]];
  readonly requestId: string | null;
  readonly httpStatus: number | null;
  readonly data: unknown;

  constructor(refusals: readonly [Refusal, ...Refusal[]], context: RefusalContext, options?: ErrorOptions) {
    const [first] = refusals;
    super(`${first.code}: ${first.message}`, options);
    this.code = first.code;
    this.retry = first.retry;
    this.next = first.next;
    this.moneyMoved = first.moneyMoved;
    this.path = first.path;
    this.details = first.details;
    this.refusals = refusals;
    this.requestId = context.requestId;
    this.httpStatus = context.httpStatus;
    this.data = context.data;
  }
}
