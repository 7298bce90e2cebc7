import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Log } from '../kernel/log.ts';
import type { AbandonedJobs } from './abandoned-jobs.ts';

export interface JobQueueOptions {
  readonly databaseUrl: string;
  readonly concurrency: number;
  /** How often jobs that wait for a time are looked for; those that need not wait start at once. */
  readonly pollMs: number;
  readonly log: Log;
}

interface JobQueueNeeds extends JobQueueOptions {
  readonly tasks: TaskList;
  /** When each task is due by itself, as cron writes it, in UTC. */
  readonly times: Readonly<Record<string, string>>;
  readonly abandoned: AbandonedJobs;
}

/** Connections beyond one for each job at hand: the queue's own, and the listener. */
const SPARE_CONNECTIONS = 2;

const RESTART_MS = 1_000;

/** The queue's own messages, as lines of ours; what it says at `info` is of interest to debugging alone. */
const queueLogger = (log: Log): Logger =>
  new Logger(() => (level, message, meta) => {
    const write = level === 'error' || level === 'warning' ? log.warn : log.debug;
    write.call(log, { err: meta?.error }, `queue: ${message}`);
  });

/**
 * Takes jobs of the queue as they come. The queue ends by itself where it cannot write that a job is done, for the
 * database is away: then it is begun again, and what it had in hand is given back.
 */
export class JobQueue {
  readonly #needs: JobQueueNeeds;
  readonly #pool: pg.Pool;
  /** The name under which the queue holds its jobs now. */
  #holder: string | null = null;
  #runner: Runner | null = null;
  #restart: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(needs: JobQueueNeeds) {
    const { databaseUrl, concurrency, log } = needs;
    this.#needs = needs;
    this.#pool = new pg.Pool({
      connectionString: databaseUrl,
      max: concurrency + SPARE_CONNECTIONS,
      application_name: 'onyx worker',
    });
    const connectionLost = (error: Error): void => log.warn({ err: error }, 'worker connection lost');
    this.#pool.on('error', connectionLost);
    this.#pool.on('connect', (client) => client.on('error', connectionLost));
  }

  async start(): Promise<void> {
    const { tasks, times, concurrency, pollMs, log, abandoned } = this.#needs;
    const events = new EventEmitter();
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      this.#holder = workerPool.id;
      abandoned.announce(workerPool.id).catch((error) => log.warn({ err: error }, 'worker not announced'));
    });
    const runner = await run({
      pgPool: this.#pool,
      taskList: tasks,
      parsedCronItems: parseCronItems(Object.entries(times).map(([task, match]) => ({ task, match }))),
      concurrency,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger: queueLogger(log),
      events,
      // Only so does it tell of what it could not write; otherwise that would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    this.#runner = runner;
    const ended = (error: unknown) => this.#ended(runner, error);
    runner.promise.then(() => ended(null), ended);
  }

  /** Lets the jobs at hand end and stops. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#restart) clearTimeout(this.#restart);
    const runner = this.#runner;
    this.#runner = null;
    await runner?.stop();
    await this.#pool.end();
  }

  #ended(runner: Runner, error: unknown): void {
    if (this.#runner !== runner) return;
    this.#runner = null;
    this.#needs.log.warn({ err: error }, 'queue ended by itself, and is begun again');
    this.#beginAgain();
  }

  #beginAgain(): void {
    if (this.#isStopped) return;
    this.#restart = setTimeout(() => {
      this.#giveBack()
        .then(() => this.start())
        .catch((error) => {
          this.#needs.log.warn({ err: error }, 'queue not begun again yet');
          this.#beginAgain();
        });
    }, RESTART_MS);
  }

  /** The jobs of the queue that ended are free once its name is forgotten. */
  async #giveBack(): Promise<void> {
    const { abandoned } = this.#needs;
    if (this.#holder === null) return;
    await abandoned.forget(this.#holder);
    this.#holder = null;
    await abandoned.free();
  }
}
