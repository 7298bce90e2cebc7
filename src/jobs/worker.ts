import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { newId } from '../kernel/id.ts';
import type { Log } from '../kernel/log.ts';
import type { JobPayloads } from '../records/jobs/index.ts';
import { freeWebhookLeases } from '../use-cases/free-webhook-leases.ts';
import { pruneIdempotencyKeys } from '../use-cases/prune-idempotency-keys.ts';
import { turnEventMonths } from '../use-cases/turn-event-months.ts';
import { turnRequestDays } from '../use-cases/turn-request-days.ts';
import { AbandonedJobs } from './abandoned-jobs.ts';
import { cancelEsim } from './cancel-esim.ts';
import { expireEsims } from './expire-esims.ts';
import { type ProvisionOrderNeeds, provisionOrder } from './provision-order.ts';
import { type DispatcherNeeds, WebhookDispatcher } from './webhooks/dispatcher.ts';

export interface WorkerOptions extends ProvisionOrderNeeds, Omit<DispatcherNeeds, 'holder'> {
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

const system = (name: string) => ({ actor: { kind: 'system', name } }) as const;

const taskList = (options: WorkerOptions, webhooks: WebhookDispatcher): TaskList => {
  const provision = provisionOrder(options);
  const cancel = cancelEsim(options);
  return {
    provision_order: (payload, queue) => provision(payload as JobPayloads['provision_order'], queue), // written by records/jobs alone
    cancel_esim: (payload, queue) => cancel(payload as JobPayloads['cancel_esim'], queue), // written by records/jobs alone
    fan_out_events: (payload) => webhooks.fanOut(payload as JobPayloads['fan_out_events']), // written by the function record_events alone
    prune_idempotency_keys: async () => {
      const pruned = await pruneIdempotencyKeys(options.house, system('prune_idempotency_keys'), null);
      options.log.info({ pruned }, 'pruned idempotency keys');
    },
    turn_request_days: async () => {
      const dropped = await turnRequestDays(options.house, system('turn_request_days'), null);
      options.log.info({ dropped }, 'turned the days of requests');
    },
    expire_esims: async () => {
      const expired = await expireEsims(options.house, options.log);
      if (expired > 0) options.log.info({ expired }, 'expired eSIMs');
    },
    turn_event_months: async () => {
      const dropped = await turnEventMonths(options.house, system('turn_event_months'), null);
      options.log.info({ dropped }, 'turned the months of events');
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
  const holder = newId('worker');
  await abandoned.announce(holder);
  const webhooks = new WebhookDispatcher({ ...options, holder });
  const events = new EventEmitter();
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => {
    abandoned.announce(worker.workerId).catch((error) => options.log.warn({ err: error }, 'worker not announced'));
  });
  const runner = await run({
    pgPool: pool,
    taskList: taskList(options, webhooks),
    parsedCronItems: parseCronItems([
      { task: 'prune_idempotency_keys', match: '17 3 * * *' },
      { task: 'turn_request_days', match: '31 2 * * *' },
      { task: 'expire_esims', match: '* * * * *' },
      { task: 'turn_event_months', match: '41 2 * * *' },
    ]),
    concurrency: options.concurrency,
    pollInterval: options.pollMs,
    noHandleSignals: true,
    logger: queueLogger(options.log),
    events,
  });
  const free = async () => {
    try {
      const dead = await abandoned.free();
      if (dead.length > 0) await freeWebhookLeases(options.house, system('free_webhook_leases'), dead);
    } catch (error) {
      options.log.warn({ err: error }, 'abandoned work not looked for');
    }
  };
  await free();
  await webhooks.start();
  const timer = setInterval(free, FREE_ABANDONED_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await runner.stop();
      await webhooks.stop();
      await pool.end();
      await abandoned.close();
    },
  };
};
