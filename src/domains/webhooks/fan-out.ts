import { sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import { newId } from '../../kernel/id.ts';
import type { EventTables } from '../../records/events/index.ts';
import { wantsEvent } from './event-patterns.ts';
import type { EventFanOutEntity, WebhookEndpointEntity } from './webhook.entity.ts';

type Tables = TablesOf<typeof WebhookEndpointEntity | typeof EventFanOutEntity> & EventTables;

/** Events that are brought to the endpoints in one transaction. */
const EVENTS_MAX = 200;

/** A delivery about to be made. */
export interface DeliveryDraft {
  readonly endpointId: string;
  readonly eventId: string;
  readonly eventOccurredAt: Date;
  readonly eventType: string;
  readonly sequence: bigint;
  readonly orderId: string | null;
}

/** Makes deliveries of the owner, due at once, in one statement. */
export const makeDeliveries = async (
  tx: Tx,
  drafts: readonly DeliveryDraft[],
  replayId: string | null,
): Promise<void> => {
  if (drafts.length === 0) return;
  const { organisationId, mode } = tx.owner;
  const column = <Key extends keyof DeliveryDraft>(key: Key) => drafts.map((draft) => draft[key]);
  await sql`select open_month('deliveries', ${tx.now.toISOString().slice(0, 10)}::date)`.execute(tx.tables<Tables>());
  await sql`
    insert into deliveries (created_at, id, organisation_id, mode, endpoint_id, event_id, event_occurred_at, event_type,
      sequence, order_id, replay_id, state, attempts, next_attempt_at)
    select ${tx.now}, id, ${organisationId}, ${mode}, endpoint_id, event_id, event_occurred_at, event_type, sequence,
      order_id, ${replayId}, 'pending', 0, ${tx.now}
    from unnest(${drafts.map(() => newId('delivery'))}::text[], ${column('endpointId')}::text[],
      ${column('eventId')}::text[], ${column('eventOccurredAt')}::timestamptz[], ${column('eventType')}::text[],
      ${column('sequence')}::bigint[], ${column('orderId')}::text[])
      as draft (id, endpoint_id, event_id, event_occurred_at, event_type, sequence, order_id)`.execute(
    tx.tables<Tables>(),
  );
};

/** What a fan-out made. */
export interface FanOut {
  /** The endpoints that have something new to get. */
  readonly endpointIds: readonly string[];
  /** True where more events wait. */
  readonly hasMore: boolean;
}

/**
 * Makes a delivery of each event that is new in the owner's log for each endpoint that wants it. How far the log has been
 * brought is locked and moved in the same transaction, so each event is brought once, whoever does it, and the log's
 * numbers say that none was passed over.
 */
export const fanOutEvents = async (tx: Tx): Promise<FanOut> => {
  const { organisationId, mode } = tx.owner;
  const tables = tx.tables<Tables>();
  const brought = await tables
    .selectFrom('event_fan_outs')
    .select('sequence')
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .forUpdate()
    .executeTakeFirst();
  if (!brought) return { endpointIds: [], hasMore: false };
  const events = await tables
    .selectFrom('events')
    .select(['id as eventId', 'type as eventType', 'sequence', 'order_id as orderId', 'occurred_at as eventOccurredAt'])
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .where('sequence', '>', brought.sequence)
    .orderBy('sequence')
    .limit(EVENTS_MAX)
    .execute();
  const last = events.at(-1);
  if (!last) return { endpointIds: [], hasMore: false };
  const endpoints = await tables
    .selectFrom('webhook_endpoints')
    .select(['id as endpointId', 'event_types as eventTypes', 'first_sequence as firstSequence'])
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .where('state', '=', 'enabled')
    .orderBy('id')
    .forShare() // whoever disables one waits until these deliveries can be seen, and ends them
    .execute();
  const drafts = events.flatMap((event) =>
    endpoints
      .filter(
        ({ eventTypes, firstSequence }) => event.sequence >= firstSequence && wantsEvent(eventTypes, event.eventType),
      )
      .map(({ endpointId }) => ({ ...event, endpointId })),
  );
  await makeDeliveries(tx, drafts, null);
  await tables
    .updateTable('event_fan_outs')
    .set({ sequence: last.sequence })
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .execute();
  const endpointIds = [...new Set(drafts.map(({ endpointId }) => endpointId))];
  return { endpointIds, hasMore: events.length === EVENTS_MAX };
};
