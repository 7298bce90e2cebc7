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

/** Adds a job in the caller's transaction: it starts after commit, or never. */
export const addJob = (tx: Tx, job: JobDraft): void =>
  tx.call('graphile_worker.add_job(?::text, ?::json, job_key := ?::text, run_at := ?::timestamptz)', [
    job.name,
    JSON.stringify(job.payload),
    job.key,
    job.runAt ?? null,
  ]);
