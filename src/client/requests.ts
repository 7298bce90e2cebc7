import { type Answer, type ClientOptions, type RequestOptions, Transport, type TypedDocument } from './transport.ts';

/** A change is only sent under a key, so that it can be sent again. */
export type ChangeOptions = RequestOptions & { readonly idempotencyKey: string };

/** The variables of an operation beside the ones that a method names. */
export type Rest<Variables, Named extends keyof Variables> = Omit<Variables, Named>;

/** What sends documents. */
export class Requests {
  readonly #transport: Transport;

  constructor(options: ClientOptions) {
    this.#transport = new Transport(options);
  }

  /** Sends any typed document. The methods of the client are this with the documents of `operations/`. */
  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options: RequestOptions = {},
  ): Promise<Answer<Result>> {
    return this.#transport.send(document, variables, options);
  }
}
