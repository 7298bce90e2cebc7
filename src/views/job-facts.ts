import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import { gaugesOf } from './gauges.ts';

/** How the background jobs stand. */
export interface JobFacts {
  /** Jobs that a worker could take now: of a named queue, whose jobs follow each other, none while one is at hand. */
  readonly due: number;
  /** For how long the one that waits longest could have been taken; 0 where none is due. It grows where no worker runs. */
  readonly oldestDueSeconds: number;
  /** Jobs that failed as often as they may and are not run again. */
  readonly givenUp: number;
}

/** Reads the queue by the database's clock, as the queue itself does. It holds what is still to be done, and no more. */
export const readJobFacts = async ({ database }: House): Promise<JobFacts> => {
  const { rows } = await sql<JobFacts>`
    select count(*) filter (where is_due)::integer as due,
      coalesce(extract(epoch from now() - min(run_at) filter (where is_due)), 0)::double precision as "oldestDueSeconds",
      count(*) filter (where attempts >= max_attempts and locked_at is null)::integer as "givenUp"
    from (
      select *, attempts < max_attempts and locked_at is null and run_at <= now() and not exists (
        select from graphile_worker.jobs held where held.queue_name = waiting.queue_name and held.locked_at is not null
      ) as is_due from graphile_worker.jobs waiting
    ) jobs`.execute(database.tables());
  const [row] = rows;
  if (!row) throw new Error('an aggregate gives one row');
  return row;
};

/** The same as gauges. */
export const jobGauges = (house: House) =>
  gaugesOf(
    () => readJobFacts(house),
    [
      { name: 'onyx_jobs_due', help: 'Background jobs that a worker could take now.', of: ({ due }) => due },
      {
        name: 'onyx_jobs_oldest_due_seconds',
        help: 'For how long the background job that waits longest could have been taken; it grows where no worker runs.',
        of: ({ oldestDueSeconds }) => oldestDueSeconds,
      },
      {
        name: 'onyx_jobs_given_up',
        help: 'Background jobs that failed as often as they may and are not run again.',
        of: ({ givenUp }) => givenUp,
      },
    ],
  );
