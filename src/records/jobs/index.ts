import type { Tx } from '../../db/transaction.ts';
import type { Mode, Owner } from '../../kernel/actor.ts';

/** Tells the advisory locks by which workers show that they live from others of the database. */
export const WORKER_LOCK_CLASS = 746_001;

/** The closed table of background jobs, each with the shape of its payload. */
export interface JobPayloads {
  /** Added by the database function `record_events`, with the events themselves. */
  readonly fan_out_events: Owner;
  readonly run_replay: Owner & { readonly replayId: string };
  /** Looks at all that is due, whoever asks for it. */
  readonly expire_esims: Owner;
  /** Looks at the organisation's months alone. */
  readonly close_months: Owner;
  readonly cancel_esim: Owner & { readonly orderId: string; readonly iccid: string };
  readonly provision_order: { readonly orderId: string; readonly organisationId: string; readonly mode: Mode };
}

export type JobDraft = {
  readonly [Name in keyof JobPayloads]: {
    readonly name: Name;
    readonly payload: JobPayloads[Name];
    /** One waiting job for each key: adding it again replaces the one that waits. */
    readonly key: string;
    /** When it may start; at once where it is left out. */
    readonly runAt?: Date;
  };
}[keyof JobPayloads];

/** Adds jobs, each with a key of its own, in the caller's transaction: they start after commit, or never. */
export const addJobs = (tx: Tx, jobs: readonly JobDraft[]): void => {
  if (jobs.length === 0) return;
  tx.call(
    `(select count(*) from graphile_worker.add_jobs(array(
      select row(name, payload, null, run_at, null, key, null, null)::graphile_worker.job_spec
      from unnest(?::text[], ?::json[], ?::text[], ?::timestamptz[]) as job (name, payload, key, run_at)
    )))`,
    [
      jobs.map(({ name }) => name),
      jobs.map(({ payload }) => JSON.stringify(payload)),
      jobs.map(({ key }) => key),
      jobs.map(({ runAt }) => runAt ?? null),
    ],
  );
};
