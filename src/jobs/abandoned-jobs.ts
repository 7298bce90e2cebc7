import pg from 'pg';
import type { Log } from '../kernel/log.ts';

/** Names our advisory locks among others of the database: "onyx" in hexadecimal ASCII would not fit 31 bits, so a plain number. */
const LOCK_CLASS = 746_001;

const RECONNECT_MS = 1_000;

/**
 * Frees the jobs of workers that died. The queue itself holds a job of a dead worker for four hours; here each living
 * worker holds an advisory lock under its name, which ends with its connection, so a dead one is known at once.
 */
export class AbandonedJobs {
  readonly #databaseUrl: string;
  readonly #log: Log;
  readonly #ownWorkers = new Set<string>();
  #client: pg.Client | null = null;
  #isClosed = false;

  constructor(databaseUrl: string, log: Log) {
    this.#databaseUrl = databaseUrl;
    this.#log = log;
  }

  /** Connects, and again whenever the connection is lost, taking the locks of this process's workers. */
  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#databaseUrl, application_name: 'onyx worker liveness' });
    client.on('error', (error) => this.#lost(error));
    client.on('end', () => this.#lost(null));
    await client.connect();
    this.#client = client;
    for (const workerId of this.#ownWorkers) await this.#hold(workerId);
  }

  #lost(error: Error | null): void {
    if (this.#isClosed || this.#client === null) return;
    this.#client = null;
    if (error) this.#log.warn({ err: error }, 'worker liveness connection lost');
    setTimeout(() => this.#reconnect(), RECONNECT_MS).unref();
  }

  #reconnect(): void {
    if (this.#isClosed) return;
    this.connect().catch(() => setTimeout(() => this.#reconnect(), RECONNECT_MS).unref());
  }

  /** Tells the others that this worker lives. */
  async announce(workerId: string): Promise<void> {
    this.#ownWorkers.add(workerId);
    await this.#hold(workerId);
  }

  async #hold(workerId: string): Promise<void> {
    await this.#client?.query('select pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, workerId]);
  }

  /** Gives the jobs of dead workers back to the queue; gives the ids of those workers. */
  async free(): Promise<readonly string[]> {
    const client = this.#client;
    if (!client) return [];
    const { rows } = await client.query<{ id: string }>(
      `select id from (
         select distinct locked_by as id from graphile_worker.jobs
         where locked_by is not null and locked_by <> all ($2::text[])
       ) holders
       where pg_try_advisory_lock($1, hashtext(id)) and pg_advisory_unlock($1, hashtext(id))`,
      [LOCK_CLASS, [...this.#ownWorkers]],
    );
    const dead = rows.map(({ id }) => id);
    if (dead.length > 0) {
      await client.query('select graphile_worker.force_unlock_workers($1::text[])', [dead]);
      this.#log.warn({ workers: dead.length }, 'freed the jobs of dead workers');
    }
    return dead;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client?.end();
  }
}
