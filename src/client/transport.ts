import { readAnswer } from './answer.ts';
import { isUnconnected } from './connection-failure.ts';
import { type CredentialSource, checkedCredential } from './credential.ts';
import { type OnDeprecated, tellDeprecated, warnOfDeprecated } from './deprecations.ts';
import { ERROR_CLASSES } from './generated/errors.ts';
import { OnyxError, type Refusal, type RefusalContext } from './onyx-error.ts';
import { readRest } from './rate-limit.ts';
import type { RetryOptions } from './retry-rules.ts';
import type { Runtime } from './runtime.ts';
import type { DocumentTypeDecoration } from './typed-document.ts';

/** A document of which the types of result and variables are known, as code generators make it. */
export interface TypedDocument<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string;
  /** A syntax tree is not taken, for the client does not carry a printer: have it made as text (`documentMode: string`). */
  readonly kind?: never;
}

export interface ClientOptions {
  /**
   * `onyx_sandbox_…` or `onyx_live_…`, or a function that gives the one of the moment. Keep it on a server; the client never
   * prints it.
   */
  readonly credential: CredentialSource;
  /** The server, such as `https://api.example.com`; `/graphql` is added. */
  readonly url: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds that an attempt gets where the call does not say otherwise: 30,000. */
  readonly timeoutMs?: number;
  /** How calls are sent again; `false` sends each once. */
  readonly retry?: RetryOptions | false;
  /** Told once of each thing that a document of yours uses and that is deprecated; without it the process is warned. */
  readonly onDeprecated?: OnDeprecated;
  /** Time and chance, in place of this machine's. */
  readonly runtime?: Partial<Runtime>;
}

export interface RequestOptions {
  /** Ends the call, also between two attempts. */
  readonly signal?: AbortSignal;
  /** Milliseconds that each attempt gets. */
  readonly timeoutMs?: number;
  readonly retry?: RetryOptions | false;
}

/** A whole answer. One with a refusal is thrown as an OnyxError, which keeps the rest of the data. */
export interface Answer<Result> {
  readonly data: Result;
  /** Whether the key was used before (`Idempotent-Replayed`): nothing was done again. */
  readonly replayed: boolean;
  readonly requestId: string | null;
  /** The key that it was sent with; null where it had none. */
  readonly idempotencyKey: string | null;
  /** How often it was sent. */
  readonly attempts: number;
}

/** One attempt of a call. */
export interface Attempt {
  readonly query: string;
  readonly variables: unknown;
  readonly isMutation: boolean;
  readonly idempotencyKey: string | null;
  readonly signal: AbortSignal;
  readonly timeoutMs: number | undefined;
  /** Which one it is: 1, 2, … */
  readonly attempts: number;
  /** Whether nobody knows what became of an earlier one: then no refusal of a later one says that no money moved. */
  readonly isOpen: boolean;
}

const TIMEOUT_MS = 30_000;
const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * The key as a quoted string (RFC 9651, section 3.3.3), as the Idempotency-Key draft has it: bare ones lose outer spaces.
 * Throws a TypeError where no header can carry it.
 */
export const quotedKey = (key: string): string => {
  if (!KEY.test(key)) throw new TypeError('an idempotency key has 1 to 255 printable ASCII characters');
  return `"${key.replaceAll(/["\\]/g, '\\$&')}"`;
};

type Classes = Readonly<Record<string, typeof OnyxError | undefined>>;

/** The error of the first refusal's class. */
const failure = (
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
const unanswered = (code: 'NETWORK' | 'ABORTED', message: string, isMoneyOpen: boolean): Refusal => ({
  code,
  message,
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

/** No readable answer to an attempt that had a connection. */
const unreadable = (message: string, isMutation: boolean): Refusal =>
  unanswered('NETWORK', isMutation ? `${message} The change may have been made.` : message, isMutation);

/** No connection: what an attempt before this one did stays open. */
const unsent = (isOpen: boolean): Refusal => ({
  ...unanswered('NETWORK', `No connection to the server: ${isOpen ? 'this time ' : ''}nothing was sent.`, isOpen),
  ...(!isOpen && { next: ONCE_REACHED }),
});

const isRefused = (refusals: readonly Refusal[]): refusals is readonly [Refusal, ...Refusal[]] => refusals.length > 0;

/** What was refused now may have been done by an attempt before, of which nobody knows. */
const withOpenMoney = (refusals: readonly [Refusal, ...Refusal[]]): readonly [Refusal, ...Refusal[]] => {
  const open = (refusal: Refusal): Refusal => ({ ...refusal, moneyMoved: refusal.moneyMoved === true ? true : null });
  const [first, ...rest] = refusals;
  return [open(first), ...rest.map(open)];
};

interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends documents to one server with one credential. */
export class Transport {
  readonly #endpoint: URL;
  readonly #credential: CredentialSource;
  readonly #fetch: typeof globalThis.fetch;
  readonly #timeoutMs: number;
  readonly #now: () => Date;
  readonly #onRest: (ms: number) => void;
  readonly #onDeprecated: OnDeprecated;

  /** Tells `onRest` of the milliseconds that an answer asks to wait before whatever comes next. */
  constructor(
    { credential, url, fetch = globalThis.fetch, timeoutMs = TIMEOUT_MS, onDeprecated }: ClientOptions,
    now: () => Date,
    onRest: (ms: number) => void,
  ) {
    this.#endpoint = new URL('graphql', url.endsWith('/') ? url : `${url}/`);
    this.#credential = typeof credential === 'function' ? credential : checkedCredential(credential);
    this.#fetch = fetch;
    this.#timeoutMs = timeoutMs;
    this.#now = now;
    this.#onRest = onRest;
    this.#onDeprecated = onDeprecated ?? warnOfDeprecated;
  }

  /** Refuses: every code of the server, NETWORK where no readable answer came in time, ABORTED. */
  async send<Result>(attempt: Attempt): Promise<Answer<Result>> {
    const { isMutation, isOpen, idempotencyKey, attempts } = attempt;
    const { status, headers, text } = await this.#post(attempt);
    const { retryAfterMs, restMs } = readRest(headers, this.#now());
    if (restMs > 0) this.#onRest(restMs);
    const requestId = headers.get('x-request-id');
    const context = { requestId, httpStatus: status, retryAfterMs };
    const body = readAnswer(text);
    if (body === null) {
      throw failure([unreadable(`The answer is not one of this API (HTTP ${status}).`, isMutation)], attempt, context);
    }
    const { data, refusals, deprecations } = body;
    tellDeprecated(this.#onDeprecated, deprecations);
    if (isRefused(refusals)) throw failure(isOpen ? withOpenMoney(refusals) : refusals, attempt, { ...context, data });
    const replayed = headers.get('idempotent-replayed') === 'true';
    return { data: data as Result, replayed, requestId, idempotencyKey, attempts }; // the server answers in the shape of the document
  }

  async #post(attempt: Attempt): Promise<Received> {
    const { query, variables, idempotencyKey, signal, isMutation } = attempt;
    const credential = await this.#currentCredential(attempt);
    const headers = {
      accept: 'application/graphql-response+json',
      'content-type': 'application/json',
      authorization: `Bearer ${credential}`,
      ...(idempotencyKey !== null && { 'idempotency-key': quotedKey(idempotencyKey) }),
    };
    const timeout = AbortSignal.timeout(attempt.timeoutMs ?? this.#timeoutMs);
    try {
      const response = await this.#fetch(this.#endpoint, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
        redirect: 'manual', // a credential goes where it was told to go and nowhere else
        signal: AbortSignal.any([signal, timeout]),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      if (signal.aborted) throw aborted({ ...attempt, isOpen: isMutation });
      if (isUnconnected(cause)) throw failure([unsent(attempt.isOpen)], attempt, {}, { cause });
      const message = timeout.aborted ? 'No answer came in time.' : 'The connection ended before an answer.';
      throw failure([unreadable(message, isMutation)], attempt, {}, { cause });
    }
  }

  /** What the source gives now. Where it gives none, nothing is sent, and the call ends. */
  async #currentCredential(attempt: Attempt): Promise<string> {
    if (typeof this.#credential === 'string') return this.#credential;
    try {
      return checkedCredential(await this.#credential());
    } catch (cause) {
      const refusal = unanswered('ABORTED', 'The function of the client gave no credential.', attempt.isOpen);
      throw failure([refusal], { ...attempt, attempts: attempt.attempts - 1 }, {}, { cause });
    }
  }
}
