import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came, unparsed. */
  readonly body: string;
  readonly receivedAt: Date;
}

/** What a receiver does about a request once it has read the whole of it. */
export type Behaviour = (response: ServerResponse, received: Received) => void;

export const answer =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Behaviour =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

/** Never answers; `close` ends the connection. */
export const hang: Behaviour = () => undefined;

/** Ends the connection without an answer. */
export const drop: Behaviour = (response) => {
  response.destroy();
};

/** Says how long its answer is, sends a part of it and ends the connection. */
export const breakOff =
  (status = 200): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-length': '100' });
    response.write('a part', () => response.destroy());
  };

/** Sends a body without an end, as fast as it is read. */
export const flood =
  (status = 200): Behaviour =>
  (response) => {
    const chunk = 'x'.repeat(65_536);
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pour).writeHead(status);
    pour();
  };

interface ReceiverOptions {
  /** PEM texts; with them it speaks HTTPS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** A free one where the test names none. */
  readonly port?: number;
}

interface Waiter {
  readonly count: number;
  readonly resolve: (all: readonly Received[]) => void;
}

/**
 * A partner's server: real HTTP on loopback. It answers 200 until it is told otherwise, and remembers every request
 * of which it has read the whole.
 */
export class Receiver {
  readonly all: Received[] = [];
  readonly #server: Server;
  readonly #protocol: 'http' | 'https';
  #otherwise: Behaviour = answer(200);
  #next: readonly Behaviour[] = [];
  #waiters: readonly Waiter[] = [];
  #connections = 0;

  private constructor({ tls }: ReceiverOptions) {
    const handle: RequestListener = (request, response) => void this.#handle(request, response);
    this.#protocol = tls ? 'https' : 'http';
    this.#server = tls ? createHttpsServer(tls, handle) : createHttpServer(handle);
    this.#server.on('connection', () => {
      this.#connections += 1;
    });
  }

  static async start(options: ReceiverOptions = {}): Promise<Receiver> {
    const receiver = new Receiver(options);
    receiver.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    return address.port;
  }

  /** Without a slash at its end. */
  get url(): string {
    return `${this.#protocol}://127.0.0.1:${this.port}`;
  }

  /** How often anybody connected, whether or not a request came. */
  get connections(): number {
    return this.#connections;
  }

  /** From now on. A behaviour of the test's own may look at the path, or keep the response and answer later. */
  respond(behaviour: Behaviour): void {
    this.#otherwise = behaviour;
  }

  /** One request each, in this order; after them, what `respond` said. */
  respondNext(...behaviours: readonly Behaviour[]): void {
    this.#next = [...this.#next, ...behaviours];
  }

  /** Every request so far, once there are as many. */
  received(count: number): Promise<readonly Received[]> {
    return new Promise((resolve) => {
      this.#waiters = [...this.#waiters, { count, resolve }];
      this.#tell();
    });
  }

  /** The `webhook-id` of each request, in the order in which they came. */
  ids(): readonly string[] {
    return this.all.map(({ headers }) => String(headers['webhook-id']));
  }

  /** Ends hanging requests too. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(() => null);
    if (body === null) return; // whoever sent it went away
    const { method = '', url: path = '', headers } = request;
    const received = { method, path, headers, body, receivedAt: new Date() };
    this.all.push(received);
    const [next, ...rest] = this.#next;
    this.#next = rest;
    (next ?? this.#otherwise)(response, received);
    this.#tell();
  }

  #tell(): void {
    const isMet = ({ count }: Waiter) => this.all.length >= count;
    const met = this.#waiters.filter(isMet);
    this.#waiters = this.#waiters.filter((waiter) => !isMet(waiter));
    for (const { resolve } of met) resolve([...this.all]);
  }
}
