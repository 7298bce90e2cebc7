import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from '../kernel/log.ts';
import type { AbandonedJobs } from './abandoned-jobs.ts';
import { QueuePool } from './queue-pool.ts';

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

/**
 * The queue waits for no disk when it takes a job or says that it is done: commits reach the disk in their order, so a
 * server that crashes forgets at most what was done last, with everything behind it, and the job is done again.
 */
const UNSYNCED = '-c synchronous_commit=off';

const RESTART_MS = 1_000;

/** The queue's own messages, as lines of ours; what it says at `info` is of interest to debugging alone. */
const queueLogger = (log: Log): Logger =>
  new Logger(() => (level, message, meta) => {
    const write = level === 'error' || level === 'warning' ? log.warn : log.debug;
    write.call(log, { err: meta?.error }, `queue: ${message}`);
  });

/** What the queue says when it ends, whoever wanted it. */
const ENDS = ['pool:fatalError', 'pool:gracefulShutdown'] as const;

/** One time that the queue runs, with connections of its own. */
interface Run {
  readonly pool: pg.Pool;
  readonly runner: Runner;
  /** The name under which it holds its jobs. */
  readonly holder: string;
}

/**
 * Takes jobs of the queue as they come. The queue ends by itself where it cannot write that a job is done, for the
 * database is away, and not always does its end come to an end: then another one is begun beside it, and what it had in
 * hand is given back.
 */
export class JobQueue {
  readonly #needs: JobQueueNeeds;
  #run: Run | null = null;
  /** Names of queues that ended by themselves and whose jobs are not given back yet. */
  readonly #ended = new Set<string>();
  #restart: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(needs: JobQueueNeeds) {
    this.#needs = needs;
  }

  async start(): Promise<void> {
    const pool = this.#openPool();
    try {
      this.#run = await this.#launch(pool);
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  /** Lets the jobs at hand end and stops. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#restart) clearTimeout(this.#restart);
    await this.#run?.runner.stop();
    await this.#run?.pool.end();
  }

  #openPool(): pg.Pool {
    const { databaseUrl, concurrency, log } = this.#needs;
    const pool = new QueuePool({
      connectionString: databaseUrl,
      max: concurrency + SPARE_CONNECTIONS,
      application_name: 'onyx worker',
      options: UNSYNCED,
    });
    const connectionLost = (error: Error): void => log.warn({ err: error }, 'worker connection lost');
    pool.on('error', connectionLost);
    pool.on('connect', (client) => client.on('error', connectionLost));
    return pool;
  }

  async #launch(pool: pg.Pool): Promise<Run> {
    const { tasks, times, concurrency, pollMs, log, abandoned } = this.#needs;
    const events = new EventEmitter();
    let holder = '';
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      holder = workerPool.id;
      abandoned.announce(holder).catch((error) => log.warn({ err: error }, 'worker not announced'));
    });
    for (const end of ENDS) events.on(end, () => this.#replace(holder));
    const runner = await run({
      pgPool: pool,
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
    runner.promise.then(
      () => this.#replace(holder),
      () => this.#replace(holder),
    );
    return { pool, runner, holder };
  }

  #replace(holder: string): void {
    const ended = this.#run;
    if (this.#isStopped || ended?.holder !== holder) return;
    const { log } = this.#needs;
    log.warn({}, 'queue ended by itself, and is begun again');
    this.#run = null;
    this.#ended.add(holder);
    const quietly = (): void => undefined;
    ended.runner
      .stop()
      .catch(quietly)
      .then(() => ended.pool.end())
      .catch(quietly); // whatever still comes of it
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

  /** The jobs of a queue that ended are free once its name is forgotten. */
  async #giveBack(): Promise<void> {
    const { abandoned } = this.#needs;
    for (const holder of this.#ended) await abandoned.forget(holder);
    if (this.#ended.size > 0) await abandoned.free();
    this.#ended.clear();
  }
}
