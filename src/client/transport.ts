import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { type AnswerBody, readAnswer } from './answer.ts';
import { OnyxError, type Refusal } from './onyx-error.ts';

/** A document of which the types of result and variables are known, as code generators make it. */
export interface TypedDocument<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string;
}

export interface ClientOptions {
  /** `onyx_sandbox_…` or `onyx_live_…`. Keep it on a server; the client never prints it. */
  readonly credential: string;
  /** The server, such as `https://api.example.com`; `/graphql` is added. */
  readonly url: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds that a request gets where it does not say otherwise: 30,000. */
  readonly timeoutMs?: number;
}

export interface RequestOptions {
  /** 1 to 255 printable ASCII characters, unique for each intended change. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** A whole answer. One with a refusal is thrown as an OnyxError, which keeps the rest of the data. */
export interface Answer<Result> {
  readonly data: Result;
  /** Whether the key was used before (`Idempotent-Replayed`): nothing was done again. */
  readonly replayed: boolean;
  readonly requestId: string | null;
}

const TIMEOUT_MS = 30_000;
const CREDENTIAL = /^[\x21-\x7e]{1,200}$/;
const KEY = /^[\x20-\x7e]{1,255}$/;

/** The key as a quoted string (RFC 9651, section 3.3.3), as the Idempotency-Key draft has it: bare ones lose outer spaces. */
const quoted = (key: string): string => {
  if (!KEY.test(key)) throw new TypeError('an idempotency key has 1 to 255 printable ASCII characters');
  return `"${key.replaceAll(/["\\]/g, '\\$&')}"`;
};

const isMutation = (document: string): boolean => /^\s*mutation\b/.test(document);

/** Nobody knows whether the server did it: the same key settles it. */
const networkRefusal = (message: string, document: string): Refusal => ({
  code: 'NETWORK',
  message,
  retry: 'same_key',
  next: 'Send the same request again with the same key, or ask `idempotencyKey` what became of it.',
  moneyMoved: isMutation(document) ? null : false,
  path: [],
  details: {},
});

const isRefused = (refusals: readonly Refusal[]): refusals is readonly [Refusal, ...Refusal[]] => refusals.length > 0;

/** Sends documents to one server with one credential. */
export class Transport {
  readonly #endpoint: URL;
  readonly #credential: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #timeoutMs: number;

  constructor({ credential, url, fetch = globalThis.fetch, timeoutMs = TIMEOUT_MS }: ClientOptions) {
    // Checked here because fetch puts a header that it does not like into its error.
    if (!CREDENTIAL.test(credential)) throw new TypeError('the credential has characters that no credential has');
    this.#endpoint = new URL('graphql', url.endsWith('/') ? url : `${url}/`);
    this.#credential = credential;
    this.#fetch = fetch;
    this.#timeoutMs = timeoutMs;
  }

  /** Refuses: every code of the server, and NETWORK where no readable answer came in time. */
  async send<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options: RequestOptions = {},
  ): Promise<Answer<Result>> {
    const query = document.toString();
    const { status, headers, text } = await this.#post(query, variables, options);
    const requestId = headers.get('x-request-id');
    const body: AnswerBody | null = readAnswer(text);
    if (body === null) {
      const refusal = networkRefusal(`The answer is not one of this API (HTTP ${status}).`, query);
      throw new OnyxError([refusal], { requestId, httpStatus: status, data: null });
    }
    const { data, refusals } = body;
    if (isRefused(refusals)) throw new OnyxError(refusals, { requestId, httpStatus: status, data });
    const replayed = headers.get('idempotent-replayed') === 'true';
    return { data: data as Result, replayed, requestId }; // the server answers in the shape of the document
  }

  async #post(query: string, variables: unknown, { idempotencyKey, signal, timeoutMs }: RequestOptions) {
    const headers = {
      accept: 'application/graphql-response+json',
      'content-type': 'application/json',
      authorization: `Bearer ${this.#credential}`,
      ...(idempotencyKey !== undefined && { 'idempotency-key': quoted(idempotencyKey) }),
    };
    const timeout = AbortSignal.timeout(timeoutMs ?? this.#timeoutMs);
    try {
      const response = await this.#fetch(this.#endpoint, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
        redirect: 'error', // a credential goes where it was told to go and nowhere else
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      const message = timeout.aborted ? 'No answer came in time.' : 'The server could not be reached.';
      throw new OnyxError(
        [networkRefusal(message, query)],
        { requestId: null, httpStatus: null, data: null },
        { cause },
      );
    }
  }
}
