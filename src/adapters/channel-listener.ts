import pg from 'pg';
import { randomShare } from '../kernel/id.ts';
import type { Log } from '../kernel/log.ts';

/** The pause doubles with each attempt that fails. */
const RECONNECT_MS_MIN = 250;
const RECONNECT_MS_MAX = 5_000;

/** Half of a pause is by chance: the listeners of all processes lost the same database at the same moment. */
const reconnectMs = (failures: number): number =>
  Math.min(RECONNECT_MS_MIN * 2 ** failures, RECONNECT_MS_MAX) * (1 - randomShare() / 2);

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
 * Hears from PostgreSQL what changed, whichever server changed it. Where the connection is lost it connects again, less
 * and less often, and says in one line that it is gone and in one that it is back; nothing may rely on it alone.
 */
export class ChannelListener {
  readonly #options: ListenerOptions;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Attempts since it was heard last. */
  #failures = 0;
  #isAway = false;
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
      this.#heard();
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

  #heard(): void {
    this.#failures = 0;
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#options.log.info({}, `changes of ${this.#options.subject} are heard again`);
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#isClosed || this.#client !== client) return;
    this.#client = null;
    if (!this.#isAway) {
      this.#options.log.warn({ err: error }, `changes of ${this.#options.subject} are not heard for now`);
    }
    this.#isAway = true;
    client.end().catch(() => undefined);
    this.#timer = setTimeout(() => void this.start(), reconnectMs(this.#failures)).unref();
    this.#failures += 1;
  }
}
