import type { Kysely } from 'kysely';
import type { TablesOf } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeMomentCursor, encodeMomentCursor, type Page, toPage } from '../../kernel/cursor.ts';
import type { DeliveryAttemptEntity, DeliveryEntity, DeliveryState } from './delivery.entity.ts';

export type HistoryTables = TablesOf<typeof DeliveryEntity | typeof DeliveryAttemptEntity>;

const columns = [
  'id',
  'endpoint_id as endpointId',
  'event_id as eventId',
  'event_type as eventType',
  'sequence',
  'order_id as orderId',
  'replay_id as replayId',
  'state',
  'attempts',
  'next_attempt_at as nextAttemptAt',
  'failure',
  'created_at as createdAt',
  'completed_at as completedAt',
] as const;

const owned = (tables: Kysely<HistoryTables>, { organisationId, mode }: Owner) =>
  tables
    .selectFrom('deliveries')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode);

/** One of the owner's deliveries, which is there. */
export const getDelivery = (tables: Kysely<HistoryTables>, owner: Owner, id: string) =>
  owned(tables, owner).where('id', '=', id).executeTakeFirstOrThrow();

/** One event on its way to one endpoint, as it is shown. */
export type Delivery = Awaited<ReturnType<typeof getDelivery>>;

/** What a page of deliveries is narrowed to. Everything given must hold. */
export interface DeliveryFilter {
  readonly endpointId?: string | undefined;
  readonly eventId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  readonly states?: readonly DeliveryState[] | undefined;
  readonly replayId?: string | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
}

/** Names the list too: a cursor of another one must not be taken for one of this. */
const SORT = 'deliveries, newest first';

/** The cursor of a delivery in a page, newest first. */
export const deliveryCursor = ({ createdAt, id }: Pick<Delivery, 'createdAt' | 'id'>): string =>
  encodeMomentCursor(SORT, { at: createdAt, id });

/**
 * A page of the owner's deliveries, newest first, behind the cursor `after`; those to endpoints that were deleted stay in
 * it. Refuses: BAD_USER_INPUT for a malformed cursor.
 */
export const listDeliveries = async (
  tables: Kysely<HistoryTables>,
  owner: Owner,
  filter: DeliveryFilter,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<Page<Delivery>> => {
  let query = owned(tables, owner);
  if (filter.endpointId !== undefined) query = query.where('endpoint_id', '=', filter.endpointId);
  if (filter.eventId !== undefined) query = query.where('event_id', '=', filter.eventId);
  if (filter.orderId !== undefined) query = query.where('order_id', '=', filter.orderId);
  if (filter.eventTypes) query = query.where('event_type', 'in', filter.eventTypes);
  if (filter.states) query = query.where('state', 'in', filter.states);
  if (filter.replayId !== undefined) query = query.where('replay_id', '=', filter.replayId);
  if (filter.createdFrom) query = query.where('created_at', '>=', filter.createdFrom);
  if (filter.createdBefore) query = query.where('created_at', '<', filter.createdBefore);
  if (after !== null) {
    const { at, id } = decodeMomentCursor(after, SORT);
    query = query.where((is) => is(is.refTuple('created_at', 'id'), '<', is.tuple(at, id)));
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(first + 1)
    .execute();
  return toPage(rows, first);
};

const readAttempts = (tables: Kysely<HistoryTables>, deliveryIds: readonly string[]) =>
  tables
    .selectFrom('delivery_attempts')
    .select(['delivery_id as deliveryId', 'number', 'started_at as startedAt', 'duration_ms as durationMs'])
    .select(['http_status as httpStatus', 'failure'])
    .where('delivery_id', 'in', deliveryIds)
    .orderBy('number')
    .execute();

/** One request of a delivery, as it came out. Durations are in milliseconds. */
export type DeliveryAttempt = Awaited<ReturnType<typeof readAttempts>>[number];

/** The attempts of each delivery, first one first, in the order of the ids, for a DataLoader. Whoever calls has read the deliveries as their owner's. */
export const listAttempts = async (
  tables: Kysely<HistoryTables>,
  deliveryIds: readonly string[],
): Promise<readonly (readonly DeliveryAttempt[])[]> => {
  const rows = await readAttempts(tables, deliveryIds);
  return deliveryIds.map((id) => rows.filter(({ deliveryId }) => deliveryId === id));
};
