import { type AnswerBody, parseJson, readAnswer } from './answer.ts';
import {
  type Attempt,
  aborted,
  failure,
  isRefused,
  unanswered,
  unreadable,
  unsent,
  withOpenMoney,
} from './attempt-failure.ts';
import { isUnconnected } from './connection-failure.ts';
import { type CredentialSource, checkedCredential } from './credential.ts';
import { type OnDeprecated, tellDeprecated, warnOfDeprecated } from './deprecations.ts';
import { type Download, downloadOf } from './download.ts';
import type { OnyxError, RefusalContext } from './onyx-error.ts';
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

/** A document as it is sent. */
export interface Document {
  readonly query: string;
  readonly variables: unknown;
}

/** What an attempt sends, below the URL of the server: a POST where it has a body. */
interface Outgoing {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

type ReceivedContext = Pick<RefusalContext, 'requestId' | 'httpStatus' | 'retryAfterMs'>;

interface Received {
  readonly response: Response;
  /** Empty of a file, which is read later. */
  readonly text: string;
  readonly context: ReceivedContext;
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

/** Sends what is asked to one server with one credential. */
export class Transport {
  readonly #base: URL;
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
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`);
    this.#credential = typeof credential === 'function' ? credential : checkedCredential(credential);
    this.#fetch = fetch;
    this.#timeoutMs = timeoutMs;
    this.#now = now;
    this.#onRest = onRest;
    this.#onDeprecated = onDeprecated ?? warnOfDeprecated;
  }

  /** Sends a document. Refuses: every code of the server, NETWORK where no readable answer came in time, ABORTED. */
  async send<Result>(document: Document, attempt: Attempt): Promise<Answer<Result>> {
    const headers = { accept: 'application/graphql-response+json', 'content-type': 'application/json' };
    const received = await this.#exchange({ path: 'graphql', headers, body: JSON.stringify(document) }, attempt);
    const { data } = this.#read(received, attempt);
    const { requestId } = received.context;
    const replayed = received.response.headers.get('idempotent-replayed') === 'true';
    const { idempotencyKey, attempts } = attempt;
    return { data: data as Result, replayed, requestId, idempotencyKey, attempts }; // the server answers in the shape of the document
  }

  /** Fetches a file; it is still on its way when this is over. Refuses: as `send` does, before the first byte. */
  async download(path: string, attempt: Attempt): Promise<Download> {
    const received = await this.#exchange({ path, headers: { accept: '*/*' }, body: null }, attempt);
    if (!received.response.ok) throw this.#unexpected(received, attempt);
    return downloadOf(received.response, received.context, attempt);
  }

  /** Sends a list as CSV and gives what was answered. Refuses: as `send` does. */
  async post(path: string, list: string, attempt: Attempt): Promise<unknown> {
    const headers = { accept: 'application/json', 'content-type': 'text/csv; charset=utf-8' };
    const received = await this.#exchange({ path, headers, body: list }, attempt);
    const answer = received.response.ok ? parseJson(received.text) : null;
    if (typeof answer !== 'object' || answer === null) throw this.#unexpected(received, attempt);
    return answer;
  }

  /** The body of an answer that refuses nothing. */
  #read({ text, context }: Received, attempt: Attempt): AnswerBody {
    const body = readAnswer(text);
    if (body === null) throw this.#unread(context, attempt);
    const { data, refusals, deprecations } = body;
    tellDeprecated(this.#onDeprecated, deprecations);
    if (!isRefused(refusals)) return body;
    throw failure(attempt.isOpen ? withOpenMoney(refusals) : refusals, attempt, { ...context, data });
  }

  /** What is wrong with an answer that should have been another. */
  #unexpected(received: Received, attempt: Attempt): OnyxError {
    this.#read(received, attempt);
    return this.#unread(received.context, attempt);
  }

  #unread(context: ReceivedContext, attempt: Attempt): OnyxError {
    const message = `The answer is not one of this API (HTTP ${context.httpStatus}).`;
    return failure([unreadable(message, attempt.isMutation, context.httpStatus)], attempt, context);
  }

  async #exchange(outgoing: Outgoing, attempt: Attempt): Promise<Received> {
    const received = await this.#fetchOnce(outgoing, attempt, await this.#currentCredential(attempt));
    const { headers, status } = received.response;
    const { retryAfterMs, restMs } = readRest(headers, this.#now());
    if (restMs > 0) this.#onRest(restMs);
    return { ...received, context: { requestId: headers.get('x-request-id'), httpStatus: status, retryAfterMs } };
  }

  async #fetchOnce({ path, headers, body }: Outgoing, attempt: Attempt, credential: string) {
    const { idempotencyKey, signal, isMutation } = attempt;
    const key = idempotencyKey === null ? {} : { 'idempotency-key': quotedKey(idempotencyKey) };
    const timeout = new AbortController();
    const tooLate = () => timeout.abort(new DOMException('No answer came in time.', 'TimeoutError'));
    const timer = setTimeout(tooLate, attempt.timeoutMs ?? this.#timeoutMs);
    try {
      const response = await this.#fetch(new URL(path, this.#base), {
        method: body === null ? 'GET' : 'POST',
        headers: { ...headers, ...key, authorization: `Bearer ${credential}` },
        body,
        redirect: 'manual', // a credential goes where it was told to go and nowhere else
        signal: AbortSignal.any([signal, timeout.signal]),
      });
      const isFile = body === null && response.ok;
      return { response, text: isFile ? '' : await response.text() };
    } catch (cause) {
      if (signal.aborted) throw aborted({ ...attempt, isOpen: isMutation });
      if (isUnconnected(cause)) throw failure([unsent(attempt.isOpen)], attempt, {}, { cause });
      const message = timeout.signal.aborted ? 'No answer came in time.' : 'The connection ended before an answer.';
      throw failure([unreadable(message, isMutation)], attempt, {}, { cause });
    } finally {
      clearTimeout(timer);
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
