import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { FAILING_MS_MAX } from './retry.ts';
import type { AttemptFailure } from './sender.ts';

/** An attempt as it came out. */
export interface AttemptRecord {
  readonly deliveryCreatedAt: Date;
  readonly deliveryId: string;
  readonly endpointId: string;
  /** 1 for the first. */
  readonly number: number;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  /** Null where the event was delivered. */
  readonly failure: AttemptFailure | null;
  /** When the next attempt is due; null where there is none. */
  readonly nextAttemptAt: Date | null;
}

/** An endpoint of which every attempt failed for too long. */
export interface FailingEndpoint extends Owner {
  readonly id: string;
}

const stateOf = ({ failure, nextAttemptAt }: AttemptRecord): string => {
  if (failure === null) return 'delivered';
  return nextAttemptAt === null ? 'failed' : 'pending';
};

/** An attempt ends or goes on with a delivery that waits; one that was ended meanwhile it changes only by having arrived. */
const decides = sql`(d.state = 'pending' or given.state = 'delivered')`;

/**
 * Writes attempts, many of them at a time: each as a row of its own, what it means for its delivery, and since when each
 * endpoint fails. What was ended meanwhile, for its endpoint was disabled, is delivered all the same where the receiver
 * said so. Gives the endpoints that have failed for too long.
 */
export const recordAttempts = async (
  tx: Tx,
  attempts: readonly AttemptRecord[],
): Promise<readonly FailingEndpoint[]> => {
  const tables = tx.tables<unknown>();
  const column = <Key extends keyof AttemptRecord>(key: Key) => attempts.map((attempt) => attempt[key]);
  const months = [...new Set(attempts.map(({ startedAt }) => startedAt.toISOString().slice(0, 7)))];
  await sql`
    select open_month('delivery_attempts', month::date) from unnest(${months.map((month) => `${month}-01`)}::text[])
      as months (month)`.execute(tables);
  const { rows } = await sql<FailingEndpoint>`
    with given as materialized (
      select * from unnest(${column('deliveryCreatedAt')}::timestamptz[], ${column('deliveryId')}::text[],
        ${column('endpointId')}::text[], ${column('number')}::integer[], ${column('startedAt')}::timestamptz[],
        ${column('durationMs')}::double precision[], ${column('httpStatus')}::integer[], ${column('failure')}::text[],
        ${column('nextAttemptAt')}::timestamptz[], ${attempts.map(stateOf)}::text[])
        as a (created_at, id, endpoint_id, number, started_at, duration_ms, http_status, failure, next_attempt_at, state),
        lateral (select started_at + duration_ms * interval '1 millisecond' as ended_at) as ended
    ), written as (
      insert into delivery_attempts (started_at, delivery_id, number, duration_ms, http_status, failure)
      select started_at, id, number, duration_ms, http_status, failure from given
    ), moved as (
      update deliveries d set attempts = given.number, http_status = given.http_status,
        state = case when ${decides} then given.state else d.state end,
        next_attempt_at = case when ${decides} then given.next_attempt_at end,
        failure = case when ${decides} then given.failure else d.failure end,
        completed_at = case when not ${decides} then d.completed_at when given.state <> 'pending' then ended_at end
      from given where d.created_at = given.created_at and d.id = given.id
    ), judged as (
      select endpoint_id, bool_or(failure is null) as succeeded, min(started_at) as first_at,
        max(started_at) as last_at from given where failure is distinct from 'internal' group by 1
    ), changed as (
      update webhook_endpoints w set
        failing_since = case when succeeded then null else coalesce(failing_since, first_at) end,
        first_delivered_at = case when succeeded then coalesce(first_delivered_at, last_at) else first_delivered_at end
      from judged where w.id = judged.endpoint_id
        and (succeeded and (failing_since is not null or first_delivered_at is null)
          or not succeeded and failing_since is null)
    )
    select w.id, w.organisation_id as "organisationId", w.mode from webhook_endpoints w join judged on judged.endpoint_id = w.id
    where not succeeded and w.state = 'enabled'
      and w.failing_since <= last_at - ${FAILING_MS_MAX} * interval '1 millisecond'`.execute(tables);
  return rows;
};

/** Ends all that waits for an endpoint as failed; gives how many deliveries those were. */
export const failPending = async (
  tx: Tx,
  endpointId: string,
  failure: 'endpoint_disabled' | 'endpoint_deleted',
): Promise<number> => {
  const { rows } = await sql<{ failed: number }>`
    with ended as (
      update deliveries set state = 'failed', failure = ${failure}, next_attempt_at = null, completed_at = ${tx.now}
      where endpoint_id = ${endpointId} and state = 'pending'
      returning 1
    )
    select count(*)::integer as failed from ended`.execute(tx.tables<unknown>());
  return rows[0]?.failed ?? 0;
};

/** Has all that waits for the owner's endpoints attempted at once, as if no attempt had failed yet. */
export const hastenPending = async (tx: Tx): Promise<void> => {
  const { organisationId, mode } = tx.owner;
  await sql`
    with owned as (
      update webhook_endpoints set failing_since = null where organisation_id = ${organisationId} and mode = ${mode}
      returning id
    )
    update deliveries set next_attempt_at = ${tx.realNow}
    where endpoint_id in (select id from owned) and state = 'pending'`.execute(tx.tables<unknown>());
};
