import { Calls, type ChangeOptions } from './calls.ts';
import type { Runtime } from './runtime.ts';
import type { Answer, ClientOptions, TypedDocument } from './transport.ts';

export type { ChangeOptions } from './calls.ts';

/** The variables of an operation beside the ones that a method names. */
export type Rest<Variables, Named extends keyof Variables> = Omit<Variables, Named>;

/** What sends documents. */
export class Requests {
  readonly #calls: Calls;

  constructor(options: ClientOptions) {
    this.#calls = new Calls(options);
  }

  protected get calls(): Calls {
    return this.#calls;
  }

  protected get runtime(): Runtime {
    return this.#calls.runtime;
  }

  /**
   * Sends any typed document. The methods of the client are this with the documents of `operations/`. A query is sent
   * again until it is answered; a change only where it is one that takes an idempotency key, and is under one: that of the
   * options, or its own in the document (`@idempotent(key: $key)`).
   */
  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options: ChangeOptions = {},
  ): Promise<Answer<Result>> {
    return this.#calls.send(document, variables, options);
  }
}
