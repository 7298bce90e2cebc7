import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands in front of a server, on a port that stays while the server behind it goes and another one comes. */
export class Relay {
  readonly #server: Server;
  readonly #joined = new Set<Socket>();
  #target: number;
  #isCut = false;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((near) => this.#join(near));
  }

  static async start(target: number): Promise<Relay> {
    const relay = new Relay(target);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    return address.port;
  }

  /** From now on new connections lead there. */
  leadTo(target: number): void {
    this.#target = target;
  }

  /** Ends every connection, and each new one at once, until it is mended. */
  cut(): void {
    this.#isCut = true;
    for (const near of this.#joined) near.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Ends when the last connection has. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }

  #join(near: Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    this.#joined.add(near.on('close', () => this.#joined.delete(near)));
    const far = connect(this.#target, '127.0.0.1');
    near.on('error', () => undefined).on('close', () => far.destroy());
    far.on('error', () => undefined).on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  }
}
