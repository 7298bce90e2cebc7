import pg from 'pg';
import { CREDENTIAL_CHANNEL } from '../../domains/credentials/index.ts';
import type { Log } from '../../kernel/log.ts';

const RECONNECT_MS = 250;

interface ListenerOptions {
  readonly databaseUrl: string;
  readonly log: Log;
  /** Called with the id of each credential that changed. */
  readonly onChange: (credentialId: string) => void;
}

/**
 * Hears from PostgreSQL which credentials changed, whichever server changed them. Where the connection is lost it
 * connects again; nothing relies on it alone, for what is remembered of a credential is never believed for long.
 */
export class CredentialListener {
  readonly #options: ListenerOptions;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Returns when it listens, or when the first attempt failed and the next one is due. */
  async start(): Promise<void> {
    const { databaseUrl, onChange } = this.#options;
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'onyx credentials',
      keepAlive: true,
    });
    this.#client = client;
    client.on('notification', ({ payload }) => onChange(payload ?? ''));
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, null));
    try {
      await client.connect();
      await client.query(`listen ${CREDENTIAL_CHANNEL}`);
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
    this.#options.log.warn({ err: error }, 'changes of credentials are not heard; what is remembered ends by itself');
    client.end().catch(() => undefined);
    this.#timer = setTimeout(() => void this.start(), RECONNECT_MS).unref();
  }
}
