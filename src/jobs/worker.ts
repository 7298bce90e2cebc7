import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Log } from '../kernel/log.ts';
import type { JobPayloads } from '../records/jobs/index.ts';
import { pruneIdempotencyKeys } from '../use-cases/prune-idempotency-keys.ts';
import { turnRequestDays } from '../use-cases/turn-request-days.ts';
import { AbandonedJobs } from './abandoned-jobs.ts';
import { type ProvisionOrderNeeds, provisionOrder } from './provision-order.ts';

export interface WorkerOptions extends ProvisionOrderNeeds {
  readonly databaseUrl: string;
  readonly concurrency: number;
  /** How often jobs that wait for a time are looked for; those that need not wait start at once. */
  readonly pollMs: number;
}

export interface Worker {
  /** Lets the jobs at hand end and stops. */
  stop(): Promise<void>;
}

const FREE_ABANDONED_MS = 15_000;

/** Connections beyond one for each job at hand: the queue's own, and the listener. */
const SPARE_CONNECTIONS = 2;

const taskList = (options: WorkerOptions): TaskList => {
  const provision = provisionOrder(options);
  const system = (name: string) => ({ actor: { kind: 'system', name } }) as const;
  return {
    provision_order: (payload, queue) => provision(payload as JobPayloads['provision_order'], queue), // written by records/jobs alone
    prune_idempotency_keys: async () => {
      const pruned = await pruneIdempotencyKeys(options.house, system('prune_idempotency_keys'), null);
      options.log.info({ pruned }, 'pruned idempotency keys');
    },
    turn_request_days: async () => {
      const dropped = await turnRequestDays(options.house, system('turn_request_days'), null);
      options.log.info({ dropped }, 'turned the days of requests');
    },
  };
};

/** The queue's own messages, as lines of ours; what it says at `info` is of interest to debugging alone. */
const queueLogger = (log: Log): Logger =>
  new Logger(() => (level, message, meta) => {
    const write = level === 'error' || level === 'warning' ? log.warn : log.debug;
    write.call(log, { err: meta?.error }, `queue: ${message}`);
  });

/** Starts a worker: takes jobs of the queue as they come, frees those of workers that died, and runs the daily ones. */
export const startWorker = async (options: WorkerOptions): Promise<Worker> => {
  const abandoned = new AbandonedJobs(options.databaseUrl, options.log);
  await abandoned.connect();
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.concurrency + SPARE_CONNECTIONS,
    application_name: 'onyx worker',
  });
  const connectionLost = (error: Error): void => options.log.warn({ err: error }, 'worker connection lost');
  pool.on('error', connectionLost);
  pool.on('connect', (client) => client.on('error', connectionLost));
  const events = new EventEmitter();
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => {
    abandoned.announce(worker.workerId).catch((error) => options.log.warn({ err: error }, 'worker not announced'));
  });
  const runner = await run({
    pgPool: pool,
    taskList: taskList(options),
    parsedCronItems: parseCronItems([
      { task: 'prune_idempotency_keys', match: '17 3 * * *' },
      { task: 'turn_request_days', match: '31 2 * * *' },
    ]),
    concurrency: options.concurrency,
    pollInterval: options.pollMs,
    noHandleSignals: true,
    logger: queueLogger(options.log),
    events,
  });
  const free = () =>
    abandoned.free().catch((error) => options.log.warn({ err: error }, 'abandoned jobs not looked for'));
  await free();
  const timer = setInterval(free, FREE_ABANDONED_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await runner.stop();
      await pool.end();
      await abandoned.close();
    },
  };
};
