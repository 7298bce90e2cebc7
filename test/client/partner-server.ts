import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Given {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON. */
  readonly body: unknown;
}

/** Answers as it is told to; null leaves the request without an answer, `reset` ends its connection. */
type Respond = (received: Received) => Given | 'reset' | null;

/** A real HTTP server that says what the test needs to hear, and remembers what it was sent. */
export class PartnerServer {
  readonly received: Received[] = [];
  respond: Respond = () => ({ body: { data: {} } });
  #next: readonly (Given | 'reset' | null)[] = [];
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  /** One request each, in this order; after them, what `respond` says. */
  respondNext(...given: readonly (Given | 'reset' | null)[]): void {
    this.#next = given;
  }

  /** Gives its URL. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Ends every connection in the middle of its answer. */
  breakOff(): void {
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url: path, headers } = request;
    const received = { method, path, headers, body: await text(request) };
    this.received.push(received);
    const [next, ...rest] = this.#next;
    this.#next = rest;
    const given = next === undefined ? this.respond(received) : next;
    if (given === 'reset') response.destroy();
    if (!given || given === 'reset') return;
    response.writeHead(given.status ?? 200, { 'x-request-id': 'req-1', ...given.headers });
    response.end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body));
  }
}
