import { type Attempt, aborted } from './attempt-failure.ts';
import { type DocumentFacts, readDocument } from './document-facts.ts';
import type { Download } from './download.ts';
import { OnyxError } from './onyx-error.ts';
import { pauseMs, type RetryOptions, type RetryRules, rulesOf } from './retry-rules.ts';
import { type Runtime, refuseBrowsers, SYSTEM } from './runtime.ts';
import {
  type Answer,
  type ClientOptions,
  quotedKey,
  type RequestOptions,
  Transport,
  type TypedDocument,
} from './transport.ts';

/** Of a change that takes an idempotency key. */
export interface ChangeOptions extends RequestOptions {
  /**
   * 1 to 255 printable ASCII characters, unique for each intended change. Where none is given, one is made for the call
   * and used by all its attempts; null sends none.
   */
  readonly idempotencyKey?: string | null;
  /** Told of the key, and awaited, before anything is sent: keep it, and the call can be repeated whatever happens. */
  readonly onKey?: (idempotencyKey: string) => unknown;
}

/** A signal that is never aborted. */
const NEVER = new AbortController().signal;

/** Of a call that changes nothing. */
const firstAttempt = ({ signal = NEVER, timeoutMs }: RequestOptions): Attempt => ({
  isMutation: false,
  idempotencyKey: null,
  signal,
  timeoutMs,
  attempts: 1,
  isOpen: false,
});

/** Throws a TypeError for what is no text, such as a syntax tree from JavaScript. */
const textOf = (document: { toString(): string }): string => {
  const text = document.toString();
  if (!text.includes('{')) throw new TypeError('give the document as text: graphql-codegen has `documentMode: string`');
  return text;
};

/** Sends calls until they are answered for good, and rests where the server asks for it. */
export class Calls {
  readonly #transport: Transport;
  readonly #runtime: Runtime;
  readonly #retry: RetryOptions | false;
  /** When the server is ready for more, in milliseconds since 1970. */
  #readyAt = 0;

  /** Throws a TypeError for a credential whose form or checksum is wrong, and an Error in a browser. */
  constructor(options: ClientOptions) {
    refuseBrowsers();
    this.#runtime = { ...SYSTEM, ...options.runtime };
    this.#retry = options.retry ?? {};
    const onRest = (ms: number): void => {
      this.#readyAt = Math.max(this.#readyAt, this.#now() + ms);
    };
    this.#transport = new Transport(options, () => this.#runtime.now(), onRest);
  }

  get runtime(): Runtime {
    return this.#runtime;
  }

  /** Refuses: every code of the server, NETWORK where no readable answer came, ABORTED. */
  async send<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options: ChangeOptions = {},
  ): Promise<Answer<Result>> {
    const query = textOf(document);
    const facts = readDocument(query);
    const idempotencyKey = this.#keyOf(facts, options);
    if (idempotencyKey !== null) {
      quotedKey(idempotencyKey); // refused before it is handed out
      await options.onKey?.(idempotencyKey);
    }
    const attempt = { ...firstAttempt(options), isMutation: facts.isMutation, idempotencyKey };
    const rules = rulesOf(this.#retry, options.retry);
    const isRepeatable = !facts.isMutation || facts.hasKeys || (facts.takesKey && idempotencyKey !== null);
    const send = (one: Attempt) => this.#transport.send<Result>({ query, variables }, one);
    return this.#repeat(send, attempt, isRepeatable ? rules : { ...rules, attempts: 1 });
  }

  /** Fetches a file below the server's URL. Refuses: as `send` does. */
  download(path: string, options: RequestOptions): Promise<Download> {
    const fetchFile = (one: Attempt) => this.#transport.download(path, one);
    return this.#repeat(fetchFile, firstAttempt(options), rulesOf(this.#retry, options.retry));
  }

  /** Sends a list that changes nothing. Refuses: as `send` does. */
  post(path: string, list: string, options: RequestOptions): Promise<unknown> {
    const post = (one: Attempt) => this.#transport.post(path, list, one);
    return this.#repeat(post, firstAttempt(options), rulesOf(this.#retry, options.retry));
  }

  async #repeat<Result>(
    work: (attempt: Attempt) => Promise<Result>,
    attempt: Attempt,
    rules: RetryRules,
  ): Promise<Result> {
    await this.#beReady(attempt, rules);
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof OnyxError) || !this.#isWorthAnother(error, rules)) throw error;
      const { attempts, isMutation } = attempt;
      const isOpen = attempt.isOpen || (isMutation && error.refusals.some(({ moneyMoved }) => moneyMoved === null));
      await this.#runtime.sleep(pauseMs(attempts, this.#runtime.random(), rules), attempt.signal);
      if (attempt.signal.aborted) throw aborted({ ...attempt, isOpen });
      return this.#repeat(work, { ...attempt, attempts: attempts + 1, isOpen }, rules);
    }
  }

  #isWorthAnother(error: OnyxError, { attempts, patienceMs }: RetryRules): boolean {
    return error.attempts < attempts && error.isTransient && (error.retryAfterMs ?? 0) <= patienceMs;
  }

  /** Waits until the server is ready, and a little longer, so that not everybody comes back at once. */
  async #beReady(attempt: Attempt, { patienceMs, baseMs }: RetryRules): Promise<void> {
    const { signal, attempts } = attempt;
    const restMs = this.#readyAt - this.#now();
    if (restMs > 0 && restMs <= patienceMs) {
      await this.#runtime.sleep(restMs + this.#runtime.random() * baseMs, signal);
    }
    if (signal.aborted) throw aborted({ ...attempt, attempts: attempts - 1 });
  }

  #keyOf({ isMutation, takesKey }: DocumentFacts, { idempotencyKey, onKey }: ChangeOptions): string | null {
    if (!isMutation) return null;
    if (idempotencyKey !== undefined) return idempotencyKey;
    return takesKey || onKey ? this.#runtime.newKey() : null;
  }

  #now(): number {
    return this.#runtime.now().getTime();
  }
}
