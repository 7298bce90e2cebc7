import { type Kysely, sql } from 'kysely';
import type { Owner } from '../kernel/actor.ts';

/** One thing that happened to an order: its event type, `ledger.` and the type of a ledger entry, or `webhook.` and how a delivery ended. */
export interface TimelineEntry {
  readonly orderId: string;
  readonly type: string;
  readonly occurredAt: Date;
}

/** All that happened to each of the owner's orders, oldest first, in the order of the ids: states, money, and what was sent of it. One query, for a DataLoader. */
export const listTimelines = async (
  tables: Kysely<unknown>,
  owner: Owner,
  orderIds: readonly string[],
): Promise<readonly (readonly TimelineEntry[])[]> => {
  const { rows } = await sql<TimelineEntry>`
    select order_id as "orderId", type, occurred_at as "occurredAt" from (
      select order_id, type, occurred_at, id from events
      where organisation_id = ${owner.organisationId} and mode = ${owner.mode} and order_id = any(${orderIds}::text[])
      union all
      select order_id, 'ledger.' || type, created_at, id from entries
      where organisation_id = ${owner.organisationId} and mode = ${owner.mode} and order_id = any(${orderIds}::text[])
      union all
      select order_id, 'webhook.' || state, completed_at, id from deliveries
      where organisation_id = ${owner.organisationId} and mode = ${owner.mode} and order_id = any(${orderIds}::text[])
        and state <> 'pending'
    ) happened
    order by occurred_at, id`.execute(tables);
  return orderIds.map((orderId) => rows.filter((row) => row.orderId === orderId));
};
