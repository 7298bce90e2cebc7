import { ERROR_CLASSES } from './generated/errors.ts';
import { OnyxError, type Refusal, type RefusalContext } from './onyx-error.ts';

/** One attempt of a call. */
export interface Attempt {
  readonly isMutation: boolean;
  readonly idempotencyKey: string | null;
  readonly signal: AbortSignal;
  readonly timeoutMs: number | undefined;
  /** Which one it is: 1, 2, … */
  readonly attempts: number;
  /** Whether nobody knows what became of an earlier one: then no refusal of a later one says that no money moved. */
  readonly isOpen: boolean;
}

type Classes = Readonly<Record<string, typeof OnyxError | undefined>>;

/** The error of the first refusal's class; a code that this version does not know has OnyxError's. */
export const failure = (
  refusals: readonly [Refusal, ...Refusal[]],
  { idempotencyKey, attempts }: Pick<Attempt, 'idempotencyKey' | 'attempts'>,
  context: Partial<RefusalContext> = {},
  options?: ErrorOptions,
): OnyxError => {
  const nothing = { requestId: null, httpStatus: null, data: null, retryAfterMs: null };
  const classes = ERROR_CLASSES as unknown as Classes; // each is looked up by the code that it is for
  const { code } = refusals[0];
  const Failure = (Object.hasOwn(classes, code) ? classes[code] : undefined) ?? OnyxError;
  return new Failure(refusals, { ...nothing, ...context, idempotencyKey, attempts }, options);
};

const SAME_KEY = 'Send the same request again with the same key, or ask `idempotencyKey` what became of it.';
const ONCE_REACHED = 'Send the same request again with the same key once the server can be reached.';

/** Of a change without a readable answer nobody knows whether the server did it: the same key settles it. */
export const unanswered = (code: 'NETWORK' | 'ABORTED', message: string, isMoneyOpen: boolean): Refusal => ({
  code,
  message,
  isTransient: code === 'NETWORK',
  retry: 'same_key',
  next: SAME_KEY,
  moneyMoved: isMoneyOpen ? null : false,
  path: [],
  details: {},
});

/** What a call ends with when its caller gives up. */
export const aborted = (attempt: Pick<Attempt, 'idempotencyKey' | 'attempts' | 'isOpen' | 'signal'>): OnyxError => {
  const refusal = unanswered('ABORTED', 'The caller gave up.', attempt.isOpen);
  return failure([refusal], attempt, {}, { cause: attempt.signal.reason });
};

/** What a gateway answers for a server that is away or busy. */
const AWAY: readonly (number | null)[] = [null, 408, 429, 500, 502, 503, 504];

/** No readable answer to an attempt that had a connection; `httpStatus` where something answered. */
export const unreadable = (message: string, isMutation: boolean, httpStatus: number | null = null): Refusal => ({
  ...unanswered('NETWORK', isMutation ? `${message} The change may have been made.` : message, isMutation),
  isTransient: AWAY.includes(httpStatus),
});

/** No connection: what an attempt before this one did stays open. */
export const unsent = (isOpen: boolean): Refusal => ({
  ...unanswered('NETWORK', `No connection to the server: ${isOpen ? 'this time ' : ''}nothing was sent.`, isOpen),
  ...(!isOpen && { next: ONCE_REACHED }),
});

/** Whether an answer refuses anything. */
export const isRefused = (refusals: readonly Refusal[]): refusals is readonly [Refusal, ...Refusal[]] =>
  refusals.length > 0;

/** What was refused now may have been done by an attempt before, of which nobody knows. */
export const withOpenMoney = (refusals: readonly [Refusal, ...Refusal[]]): readonly [Refusal, ...Refusal[]] => {
  const open = (refusal: Refusal): Refusal => ({ ...refusal, moneyMoved: refusal.moneyMoved === true ? true : null });
  const [first, ...rest] = refusals;
  return [open(first), ...rest.map(open)];
};
