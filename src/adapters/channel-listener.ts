import pg from 'pg';
import type { Log } from '../kernel/log.ts';

const RECONNECT_MS = 250;

interface ListenerOptions {
  readonly databaseUrl: string;
  readonly log: Log;
  /** A channel of PostgreSQL's NOTIFY. */
  readonly channel: string;
  /** Names the connection, and what is not heard while it is away. */
  readonly subject: string;
  /** Called with what each notification carries, whichever server sent it. */
  readonly onNotification: (payload: string) => void;
  /** Called each time that it listens: what was told before then was not heard. */
  readonly onListening?: () => void;
}

/**
 * Hears from PostgreSQL what changed, whichever server changed it. Where the connection is lost it connects again; nothing
 * may rely on it alone.
 */
export class ChannelListener {
  readonly #options: ListenerOptions;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Returns when it listens, or when the first attempt failed and the next one is due. */
  async start(): Promise<void> {
    const { databaseUrl, channel, subject, onNotification, onListening } = this.#options;
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: `onyx ${subject}`,
      keepAlive: true,
    });
    this.#client = client;
    client.on('notification', ({ payload }) => onNotification(payload ?? ''));
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, null));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      onListening?.();
    } catch (error) {
      this.#lost(client, error);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#isClosed || this.#client !== client) return;
    this.#client = null;
    this.#options.log.warn({ err: error }, `changes of ${this.#options.subject} are not heard for now`);
    client.end().catch(() => undefined);
    this.#timer = setTimeout(() => void this.start(), RECONNECT_MS).unref();
  }
}
