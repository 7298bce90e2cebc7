import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, type Runner, run as runQueue, type TaskList } from 'graphile-worker';
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

/** What it says once it could look for a job. */
const LOOKED = ['worker:getJob:empty', 'job:start'] as const;

/** One time that the queue runs, with connections of its own. */
interface Run {
  readonly pool: pg.Pool;
  /** The name under which it holds its jobs; null until it has one. */
  holder: string | null;
  /** Null until it takes jobs. */
  runner: Runner | null;
  isOver: boolean;
}

const quietly = (): void => undefined;

/**
 * Takes jobs of the queue as they come. The queue ends by itself where it cannot write that a job is done, for the
 * database is away: while it works, or while it only begins, and not always does its end come to an end. Then another one
 * is begun beside it, and what it had in hand is given back.
 */
export class JobQueue {
  readonly #needs: JobQueueNeeds;
  #run: Run | null = null;
  #starting: Promise<void> = Promise.resolve();
  /** Names of queues that ended by themselves and whose jobs are not given back yet. */
  readonly #ended = new Set<string>();
  #restart: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(needs: JobQueueNeeds) {
    this.#needs = needs;
  }

  /** Refuses what the database refuses, and then has begun nothing. */
  start(): Promise<void> {
    this.#starting = this.#start();
    return this.#starting;
  }

  /** Lets the jobs at hand end and stops. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#restart) clearTimeout(this.#restart);
    await this.#starting.catch(quietly);
    const run = this.#run;
    if (run === null || run.isOver) return;
    run.isOver = true;
    await run.runner?.stop();
    await run.pool.end();
  }

  async #start(): Promise<void> {
    if (this.#isStopped) return;
    const run: Run = { pool: this.#openPool(), holder: null, runner: null, isOver: false };
    this.#run = run;
    try {
      run.runner = await this.#launch(run);
    } catch (error) {
      if (run.isOver) return; // the next one is on its way
      run.isOver = true;
      this.#leave(run);
      throw error;
    }
    if (run.isOver) this.#leave(run);
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

  async #launch(run: Run): Promise<Runner> {
    const { tasks, times, concurrency, pollMs, log, abandoned } = this.#needs;
    const events = new EventEmitter();
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      run.holder = workerPool.id;
      abandoned.announce(workerPool.id).catch((error) => log.warn({ err: error }, 'worker not announced'));
    });
    const replace = (): void => this.#replace(run);
    for (const end of ENDS) events.on(end, replace);
    // Where it cannot read the ids of its tasks when it looks for a job first, it remembers that for good.
    let hasLooked = false;
    for (const looked of LOOKED) {
      events.once(looked, () => {
        hasLooked = true;
      });
    }
    events.on('worker:getJob:error', () => {
      if (!hasLooked) replace();
    });
    const runner = await runQueue({
      pgPool: run.pool,
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
    runner.promise.then(replace, replace);
    return runner;
  }

  #replace(run: Run): void {
    if (this.#isStopped || run.isOver) return;
    this.#needs.log.warn({}, 'queue ended by itself, and is begun again');
    run.isOver = true;
    if (run.holder !== null) this.#ended.add(run.holder);
    this.#leave(run);
    this.#beginAgain();
  }

  /** Has it end, whatever still comes of that. */
  #leave({ runner, pool }: Run): void {
    Promise.resolve(runner?.stop())
      .catch(quietly)
      .then(() => pool.end())
      .catch(quietly);
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
