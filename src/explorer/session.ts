/** What is sent: a document, and what fills it. */
export interface Request {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface AnsweredError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface AnswerBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly AnsweredError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
}

/** Nobody knows what became of a request: no answer that can be read came. */
export class NoAnswer extends Error {
  constructor() {
    super(
      'No answer came. What became of the request is not known: send it again, an order with the same idempotency key.',
    );
  }
}

type Heard = (request: Request, answer: Answer) => void;

const isBody = (value: unknown): value is AnswerBody => typeof value === 'object' && value !== null;

/** The one holder of a credential. It gives the token to nobody but this server, and forgets it with the page. */
export class Session {
  readonly #token: string;
  readonly #listeners = new Set<Heard>();

  constructor(token: string) {
    this.#token = token;
  }

  /** Throws a NoAnswer where none came, and what the signal says where it was aborted. */
  async ask(request: Request, signal?: AbortSignal): Promise<Answer> {
    const answer = await this.#send(request, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error instanceof NoAnswer ? error : new NoAnswer();
    });
    for (const heard of this.#listeners) heard(request, answer);
    return answer;
  }

  /** Tells of each answer; give the function that comes back a call to end it. */
  listen(heard: Heard): () => void {
    this.#listeners.add(heard);
    return () => this.#listeners.delete(heard);
  }

  async #send(request: Request, signal?: AbortSignal): Promise<Answer> {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: JSON.stringify(request),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      ...(signal && { signal }),
    });
    const body: unknown = await response.json();
    if (!isBody(body)) throw new NoAnswer();
    return { status: response.status, body };
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What went wrong and what to do next, as the first error of an answer says; null where there is none. */
export const explain = ({ errors }: AnswerBody): string | null => {
  const [error] = errors ?? [];
  if (!error) return null;
  const { code, next } = error.extensions ?? {};
  const said = [error.message, textOf(next)].filter((text) => text !== null).join(' ');
  const name = textOf(code);
  return name === null ? said : `${name}: ${said}`;
};
