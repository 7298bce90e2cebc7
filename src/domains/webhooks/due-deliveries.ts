import { type Kysely, sql } from 'kysely';
import type { Mode } from '../../kernel/actor.ts';

/** A delivery whose attempt is due, with its event. */
export interface DueDelivery {
  readonly createdAt: Date;
  readonly id: string;
  readonly attempts: number;
  readonly eventId: string;
  readonly type: string;
  readonly sequence: bigint;
  readonly mode: Mode;
  readonly occurredAt: Date;
  readonly orderId: string | null;
  readonly partnerOrderId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The clock of an endpoint's owner, where it is a sandbox that was moved ahead; `w` is the endpoint. */
const clockOfOwner = sql`
  left join sandbox_clocks c on w.mode = 'sandbox' and c.organisation_id = w.organisation_id`;

/** What time it is for that owner. It is judged here alone: a process may not have heard of a move yet. */
const ownersNow = (now: Date) => sql`${now}::timestamptz + coalesce(c.offset_ms, 0) * interval '1 millisecond'`;

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
      select ${ownersNow(now)} from webhook_endpoints w ${clockOfOwner} where w.id = ${endpointId}
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
    select w.id from webhook_endpoints w ${clockOfOwner}
    where w.id = any(${endpointIds}::text[]) and ${somethingDue(now)}`.execute(tables);
  const due = new Set(rows.map(({ id }) => id));
  return endpointIds.map((id) => due.has(id));
};

/** The enabled endpoints for which something is due, each by its owner's time; `now` is the real one. */
export const listDueEndpoints = async (tables: Kysely<unknown>, now: Date): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select w.id from webhook_endpoints w ${clockOfOwner} where w.state = 'enabled' and ${somethingDue(now)}`.execute(
    tables,
  );
  return rows.map(({ id }) => id);
};
