import pg from 'pg';
import type { Log } from '../kernel/log.ts';
import { WORKER_LOCK_CLASS } from '../records/jobs/index.ts';

const RECONNECT_MS = 1_000;

/** The server asks a connection that is silent for 10 s, and ends that of a machine that does not answer after 15 s more. */
const KEPT_ALIVE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

/**
 * Finds workers that died, and frees their jobs. The queue itself holds a job of a dead worker for four hours; here each
 * living worker holds an advisory lock under its name, which ends with its connection, so a dead one is known at once.
 */
export class AbandonedJobs {
  readonly #databaseUrl: string;
  readonly #log: Log;
  readonly #ownWorkers = new Set<string>();
  #client: pg.Client | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #reconnect: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(databaseUrl: string, log: Log) {
    this.#databaseUrl = databaseUrl;
    this.#log = log;
  }

  /** Connects, and again whenever the connection is lost, taking the locks of this process's workers. */
  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: 'onyx worker liveness',
      options: KEPT_ALIVE,
    });
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, null));
    await client.connect();
    if (this.#isClosed) return client.end();
    this.#client = client;
    for (const workerId of this.#ownWorkers) await this.#hold(workerId);
  }

  #lost(client: pg.Client, error: Error | null): void {
    if (this.#client !== client) return;
    this.#client = null;
    if (error) this.#log.warn({ err: error }, 'worker liveness connection lost');
    this.#reconnectSoon();
  }

  /** One connection at a time: another one would hold the locks of workers that this process has given up. */
  #reconnectSoon(): void {
    if (this.#isClosed || this.#reconnect) return;
    this.#reconnect = setTimeout(() => {
      this.#reconnect = null;
      if (this.#isClosed || this.#client) return;
      this.connect().catch(() => this.#reconnectSoon());
    }, RECONNECT_MS).unref();
  }

  /** Tells the others that this worker lives. */
  async announce(workerId: string): Promise<void> {
    this.#ownWorkers.add(workerId);
    await this.#hold(workerId);
  }

  /** This process gives a worker up, its jobs with it. */
  async forget(workerId: string): Promise<void> {
    this.#ownWorkers.delete(workerId);
    // It may have been taken twice while the connection came back.
    const isHeld = async () =>
      (
        await this.#query('select id from (values ($2)) as own (id) where pg_advisory_unlock($1, hashtext(id))', [
          WORKER_LOCK_CLASS,
          workerId,
        ])
      ).length > 0;
    while (await isHeld());
  }

  async #hold(workerId: string): Promise<void> {
    await this.#query('select pg_advisory_lock($1, hashtext($2))', [WORKER_LOCK_CLASS, workerId]);
  }

  /** Statements one after another: a connection runs one at a time. Fails while the connection is away. */
  async #query(text: string, values: readonly unknown[]): Promise<readonly { readonly id: string }[]> {
    const run = async () => {
      if (!this.#client) throw new Error('the liveness connection is away');
      return (await this.#client.query<{ id: string }>(text, [...values])).rows;
    };
    const running = this.#last.then(run, run);
    this.#last = running;
    return running;
  }

  /** Gives the jobs of dead workers back to the queue; gives the ids of those workers, and of those that hold webhook endpoints. */
  async free(): Promise<readonly string[]> {
    const dead = await this.#query(
      `select id from (
         select locked_by as id from graphile_worker.jobs where locked_by is not null
         union select holder from webhook_leases
       ) holders
       where id <> all ($2::text[]) and pg_try_advisory_lock($1, hashtext(id)) and pg_advisory_unlock($1, hashtext(id))`,
      [WORKER_LOCK_CLASS, [...this.#ownWorkers]],
    );
    const ids = dead.map(({ id }) => id);
    if (ids.length > 0) {
      await this.#query('select graphile_worker.force_unlock_workers($1::text[])', [ids]);
      this.#log.warn({ workers: ids.length }, 'freed the jobs of dead workers');
    }
    return ids;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client?.end();
  }
}
