import { type DocumentFacts, readDocument } from './document-facts.ts';
import { OnyxError } from './onyx-error.ts';
import { isPassing, pauseMs, type RetryOptions, type RetryRules, rulesOf } from './retry-rules.ts';
import { type Runtime, refuseBrowsers, SYSTEM } from './runtime.ts';
import {
  type Answer,
  type Attempt,
  aborted,
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
    const { signal = NEVER, timeoutMs } = options;
    const call = { query, variables, isMutation: facts.isMutation, idempotencyKey, signal, timeoutMs };
    const rules = rulesOf(this.#retry, options.retry);
    const isRepeatable = !facts.isMutation || facts.hasKeys || (facts.takesKey && idempotencyKey !== null);
    return this.#repeat({ ...call, attempts: 1, isOpen: false }, isRepeatable ? rules : { ...rules, attempts: 1 });
  }

  async #repeat<Result>(attempt: Attempt, rules: RetryRules): Promise<Answer<Result>> {
    await this.#beReady(attempt, rules);
    try {
      return await this.#transport.send<Result>(attempt);
    } catch (error) {
      if (!(error instanceof OnyxError) || !this.#isWorthAnother(error, rules)) throw error;
      const { attempts, isMutation } = attempt;
      const isOpen = attempt.isOpen || (isMutation && error.refusals.some(({ moneyMoved }) => moneyMoved === null));
      await this.#runtime.sleep(pauseMs(attempts, this.#runtime.random(), rules), attempt.signal);
      if (attempt.signal.aborted) throw aborted({ ...attempt, isOpen });
      return this.#repeat({ ...attempt, attempts: attempts + 1, isOpen }, rules);
    }
  }

  #isWorthAnother(error: OnyxError, { attempts, patienceMs }: RetryRules): boolean {
    return error.attempts < attempts && isPassing(error) && (error.retryAfterMs ?? 0) <= patienceMs;
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
