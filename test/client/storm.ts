import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * What becomes of a request on its way. `lost`: it never arrives. `unanswered`: it is done, and its answer is lost.
 * `cut`: half of its answer comes. `doubled`: it arrives twice at once. `late`: its caller is cut off, and it arrives
 * after others that were sent later. `away` and `late gateway`: a gateway answers, for nothing done and for something done.
 */
export const FATES = ['passes', 'lost', 'unanswered', 'cut', 'doubled', 'late', 'away', 'late gateway'] as const;

export type Fate = (typeof FATES)[number];

interface Forwarded {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

interface Request {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const KEPT = ['accept', 'authorization', 'content-type', 'idempotency-key'];

const give = (fate: Fate, { status, headers, body }: Forwarded, response: ServerResponse): void => {
  if (fate === 'unanswered') return void response.destroy();
  if (fate === 'late gateway') return void response.writeHead(504).end('<html>no answer</html>');
  response.writeHead(status, {
    'content-type': headers.get('content-type') ?? '',
    'content-length': Buffer.byteLength(body),
    ...(headers.has('idempotent-replayed') && { 'idempotent-replayed': 'true' }),
  });
  if (fate === 'cut') response.write(body.slice(0, body.length / 2), () => response.destroy());
  else response.end(body);
};

/** A network between a client and the real API that does to each request what it is told to. */
export class Storm {
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  readonly #target: string;
  #fates: readonly Fate[] = [];
  #late: readonly Request[] = [];
  #underWay: readonly Promise<unknown>[] = [];

  private constructor(target: string) {
    this.#target = target;
  }

  static async start(target: string): Promise<Storm> {
    const storm = new Storm(target);
    storm.#server.listen(0, '127.0.0.1');
    await once(storm.#server, 'listening');
    return storm;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** One request each, as they come; the ones after them pass. */
  bring(fates: readonly Fate[]): void {
    this.#fates = fates;
  }

  /** Ends when everything that was held back has arrived. */
  async calm(): Promise<void> {
    this.#fates = [];
    this.#letLateArrive();
    await Promise.all(this.#underWay);
    this.#underWay = [];
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = { headers: incoming.headers, body: await text(incoming) };
    const [fate = 'passes', ...rest] = this.#fates;
    this.#fates = rest;
    if (fate === 'late') this.#late = [...this.#late, request];
    if (fate === 'lost' || fate === 'late') return void response.destroy();
    if (fate === 'away') return void response.writeHead(503).end('<html>no server</html>');
    const [answer] = await Promise.all(
      Array.from({ length: fate === 'doubled' ? 2 : 1 }, () => this.#forward(request)),
    );
    this.#letLateArrive();
    if (answer) give(fate, answer, response);
  }

  async #forward({ headers, body }: Request): Promise<Forwarded> {
    const kept = new Headers();
    for (const name of KEPT) if (typeof headers[name] === 'string') kept.set(name, headers[name]);
    const answering = fetch(`${this.#target}/graphql`, { method: 'POST', headers: kept, body });
    this.#underWay = [...this.#underWay, answering];
    const answer = await answering;
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  }

  #letLateArrive(): void {
    const late = this.#late;
    this.#late = [];
    this.#underWay = [...this.#underWay, ...late.map((request) => this.#forward(request))];
  }
}
