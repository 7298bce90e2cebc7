import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import type { EventDraft } from '../../records/events/index.ts';
import type { EndpointTables } from './endpoints.ts';
import type { AttemptFailure } from './sender.ts';

/** A test that did not end in this time will never: its process died. Longer than an attempt can take. */
const TEST_MS_MAX = 30_000;

/** The event that a test sends to one endpoint. */
export const testPing = (endpointId: string, eventId: string): EventDraft => ({
  id: eventId,
  type: 'test.ping',
  orderId: null,
  partnerOrderId: null,
  data: { endpointId },
});

/** Marks a locked endpoint as one that is tested, wherever: one test at a time. Refuses: WEBHOOK_TEST_IN_PROGRESS. */
export const beginTest = async (tx: Tx, endpointId: string): Promise<void> => {
  const { numUpdatedRows } = await tx
    .tables<EndpointTables>()
    .updateTable('webhook_endpoints')
    .set({ testing_until: new Date(tx.now.getTime() + TEST_MS_MAX) })
    .where('id', '=', endpointId)
    .where(({ or, eb }) => or([eb('testing_until', 'is', null), eb('testing_until', '<=', tx.now)]))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new Fault('WEBHOOK_TEST_IN_PROGRESS');
};

/** A test's one attempt as it came out. */
export interface TestAttempt {
  readonly endpointId: string;
  readonly eventId: string;
  readonly eventOccurredAt: Date;
  readonly sequence: bigint;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  /** Null where the event was delivered. */
  readonly failure: AttemptFailure | null;
}

/**
 * Ends a test with a delivery that is over, and its attempt. Delivered, the endpoint counts as one that works; failed, it
 * does not count as one that fails, for nobody waited for it. Gives the delivery's id.
 */
export const recordTest = async (tx: Tx, attempt: TestAttempt): Promise<string> => {
  const { endpointId, eventId, eventOccurredAt, sequence, startedAt, durationMs, httpStatus, failure } = attempt;
  const { organisationId, mode } = tx.owner;
  const tables = tx.tables<unknown>();
  const id = newId('delivery');
  const state = failure === null ? 'delivered' : 'failed';
  await sql`
    select open_month('deliveries', ${tx.now.toISOString().slice(0, 10)}::date),
      open_month('delivery_attempts', ${startedAt.toISOString().slice(0, 10)}::date)`.execute(tables);
  await sql`
    with written as (
      insert into deliveries (created_at, id, organisation_id, mode, endpoint_id, event_id, event_occurred_at, event_type,
        sequence, state, attempts, failure, http_status, completed_at)
      values (${startedAt}, ${id}, ${organisationId}, ${mode}, ${endpointId}, ${eventId}, ${eventOccurredAt}, 'test.ping',
        ${sequence}, ${state}, 1, ${failure}, ${httpStatus}, ${tx.now})
    ), attempted as (
      insert into delivery_attempts (started_at, delivery_id, number, duration_ms, http_status, failure)
      values (${startedAt}, ${id}, 1, ${durationMs}, ${httpStatus}, ${failure})
    )
    update webhook_endpoints set testing_until = null,
      failing_since = case when ${state} = 'delivered' then null else failing_since end,
      first_delivered_at = case when ${state} = 'delivered' then coalesce(first_delivered_at, ${tx.now}::timestamptz)
        else first_delivered_at end
    where id = ${endpointId}`.execute(tables);
  return id;
};

/** Ends a test whose signature was wrong on purpose; gives whether the endpoint refused one for the first time. */
export const recordForgedTest = async (tx: Tx, endpointId: string, isRefused: boolean): Promise<boolean> => {
  const tables = tx.tables<EndpointTables>();
  const mine = tables.updateTable('webhook_endpoints').where('id', '=', endpointId);
  await mine.set({ testing_until: null }).execute();
  if (!isRefused) return false;
  const { numUpdatedRows } = await mine
    .set({ first_refused_at: tx.now })
    .where('first_refused_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
};
