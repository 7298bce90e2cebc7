import { type Kysely, sql } from 'kysely';
import type { ToldEvent } from './payload.ts';

/** A delivery whose attempt is due, with its event. */
export interface DueDelivery extends ToldEvent {
  readonly createdAt: Date;
  readonly id: string;
  readonly attempts: number;
}

/** What time it is for the owner of the endpoint `w`. */
const ownersNow = (now: Date) => sql`owner_time(w.organisation_id, w.mode, ${now})`;

interface DueQuery {
  readonly endpointId: string;
  /** The real time. */
  readonly now: Date;
  /** Ids that the caller has in hand. */
  readonly except: readonly string[];
  readonly limit: number;
}

const due = ({ endpointId, now, except, limit }: DueQuery, isReplay: boolean) => sql`
  (select created_at, id, ${isReplay} as is_replay from deliveries
  where endpoint_id = ${endpointId} and state = 'pending' and next_attempt_at <= (
      select ${ownersNow(now)} from webhook_endpoints w where w.id = ${endpointId}
    )
    and id <> all(${except}::text[]) and ${isReplay ? sql`replay_id is not null` : sql`replay_id is null`}
  order by next_attempt_at limit ${limit})`;

/** What is due for an endpoint, the longest due first, and what is sent for the first time before what is replayed. */
export const listDueDeliveries = async (tables: Kysely<unknown>, query: DueQuery): Promise<readonly DueDelivery[]> => {
  const { rows } = await sql<DueDelivery>`
    select d.created_at as "createdAt", d.id, d.attempts, e.id as "eventId", e.type, e.sequence, e.mode,
      e.occurred_at as "occurredAt", e.order_id as "orderId", e.partner_order_id as "partnerOrderId", e.data
    from (${due(query, false)} union all ${due(query, true)} limit ${query.limit}) next
    join deliveries d on d.created_at = next.created_at and d.id = next.id
    join events e on e.occurred_at = d.event_occurred_at and e.id = d.event_id
    order by next.is_replay, d.next_attempt_at, e.sequence`.execute(tables);
  return rows;
};

/** One look at each of two indexes. */
const somethingDue = (now: Date) => sql<boolean>`(
  exists (select from deliveries where endpoint_id = w.id and state = 'pending' and replay_id is null
    and next_attempt_at <= ${ownersNow(now)})
  or exists (select from deliveries where endpoint_id = w.id and state = 'pending' and replay_id is not null
    and next_attempt_at <= ${ownersNow(now)}))`;

/** Whether something is due for each endpoint, by its owner's time and in the order of the ids; `now` is the real one. */
export const listDue = async (
  tables: Kysely<unknown>,
  endpointIds: readonly string[],
  now: Date,
): Promise<readonly boolean[]> => {
  const { rows } = await sql<{ id: string }>`
    select w.id from webhook_endpoints w
    where w.id = any(${endpointIds}::text[]) and ${somethingDue(now)}`.execute(tables);
  const due = new Set(rows.map(({ id }) => id));
  return endpointIds.map((id) => due.has(id));
};

/** The enabled endpoints for which something is due, each by its owner's time; `now` is the real one. */
export const listDueEndpoints = async (tables: Kysely<unknown>, now: Date): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select w.id from webhook_endpoints w where w.state = 'enabled' and ${somethingDue(now)}`.execute(tables);
  return rows.map(({ id }) => id);
};
