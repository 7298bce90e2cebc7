import type { TaskList } from 'graphile-worker';
import { newId } from '../kernel/id.ts';
import type { JobPayloads } from '../records/jobs/index.ts';
import { freeWebhookLeases } from '../use-cases/free-webhook-leases.ts';
import { pruneIdempotencyKeys } from '../use-cases/prune-idempotency-keys.ts';
import { pruneUsageReports } from '../use-cases/prune-usage-reports.ts';
import { turnEventMonths } from '../use-cases/turn-event-months.ts';
import { turnRequestDays } from '../use-cases/turn-request-days.ts';
import { AbandonedJobs } from './abandoned-jobs.ts';
import { cancelEsim } from './cancel-esim.ts';
import { closeMonths } from './close-months.ts';
import { expireEsims } from './expire-esims.ts';
import { JobQueue, type JobQueueOptions } from './job-queue.ts';
import { type ProvisionOrderNeeds, provisionOrder } from './provision-order.ts';
import { pruneAll } from './prune-all.ts';
import { runReplay } from './run-replay.ts';
import { type DispatcherNeeds, WebhookDispatcher } from './webhooks/dispatcher.ts';

export interface WorkerOptions extends ProvisionOrderNeeds, Omit<DispatcherNeeds, 'holder'>, JobQueueOptions {}

export interface Worker {
  /** Lets the jobs at hand end and stops. */
  stop(): Promise<void>;
}

const FREE_ABANDONED_MS = 15_000;

/** When, as crontab has it, in UTC. */
const TIMES = {
  close_months: '*/10 * * * *',
  expire_esims: '* * * * *',
  prune_idempotency_keys: '17 3 * * *',
  prune_usage_reports: '23 3 * * *',
  turn_request_days: '31 2 * * *',
  turn_event_months: '41 2 * * *',
};

const system = (name: string) => ({ actor: { kind: 'system', name } }) as const;

const taskList = (options: WorkerOptions, webhooks: WebhookDispatcher): TaskList => {
  const provision = provisionOrder(options);
  const replay = runReplay(options.house, webhooks);
  const cancel = cancelEsim(options);
  return {
    provision_order: (payload, queue) => provision(payload as JobPayloads['provision_order'], queue), // written by records/jobs alone
    cancel_esim: (payload, queue) => cancel(payload as JobPayloads['cancel_esim'], queue), // written by records/jobs alone
    fan_out_events: (payload) => webhooks.fanOut(payload as JobPayloads['fan_out_events']), // written by the function record_events alone
    run_replay: (payload, queue) => replay(payload as JobPayloads['run_replay'], queue), // written by records/jobs alone
    prune_idempotency_keys: async () => {
      const pruned = await pruneAll(pruneIdempotencyKeys, options.house, system('prune_idempotency_keys'));
      options.log.info({ pruned }, 'pruned idempotency keys');
    },
    prune_usage_reports: async () => {
      const pruned = await pruneAll(pruneUsageReports, options.house, system('prune_usage_reports'));
      options.log.info({ pruned }, 'pruned usage reports');
    },
    turn_request_days: async () => {
      const dropped = await turnRequestDays(options.house, system('turn_request_days'), null);
      options.log.info({ dropped }, 'turned the days of requests');
    },
    expire_esims: async () => {
      const expired = await expireEsims(options.house, options.log);
      if (expired > 0) options.log.info({ expired }, 'expired eSIMs');
    },
    close_months: (payload) => {
      const { organisationId = null } = payload as Partial<JobPayloads['close_months']>; // written by records/jobs, or by the clock
      return closeMonths(options.house, options.log, organisationId);
    },
    turn_event_months: async () => {
      const dropped = await turnEventMonths(options.house, system('turn_event_months'), null);
      options.log.info({ dropped }, 'turned the months of events');
    },
  };
};

/** Starts a worker: takes jobs of the queue as they come, frees those of workers that died, and runs the daily ones. */
export const startWorker = async (options: WorkerOptions): Promise<Worker> => {
  const abandoned = new AbandonedJobs(options.databaseUrl, options.log);
  await abandoned.connect();
  const holder = newId('worker');
  await abandoned.announce(holder);
  const webhooks = new WebhookDispatcher({ ...options, holder });
  const queue = new JobQueue({ ...options, tasks: taskList(options, webhooks), times: TIMES, abandoned });
  await queue.start();
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
      await queue.stop();
      await webhooks.stop();
      await abandoned.close();
    },
  };
};
