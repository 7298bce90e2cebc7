import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/cursor.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Currency } from '../../kernel/money.ts';
import { assertMove } from '../../kernel/state-machine.ts';
import { OrderEntity } from './order.entity.ts';
import {
  type FailureReason,
  OPEN_ORDER_STATES,
  ORDER_TRANSITIONS,
  type OrderReason,
  type OrderState,
} from './order.states.ts';

export type OrderTables = TablesOf<typeof OrderEntity>;

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'partner_order_id as partnerOrderId',
  'customer_reference as customerReference',
  'package_id as packageId',
  'catalogue_version_id as catalogueVersionId',
  'catalogue_version as catalogueVersion',
  'net_price_minor as netPriceMinor',
  'currency',
  'status',
  'status_reason as statusReason',
  'expected_ready_by as expectedReadyBy',
  'cancel_requested_at as cancelRequestedAt',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

const owned = (tables: Kysely<OrderTables>, owner: Owner) =>
  tables
    .selectFrom('orders')
    .select(columns)
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode);

const readOrder = (tables: Kysely<OrderTables>, owner: Owner, id: string) =>
  owned(tables, owner).where('id', '=', id).executeTakeFirst();

/** An order as it stands. */
export type Order = NonNullable<Awaited<ReturnType<typeof readOrder>>>;

/** What is bought: a package of a version at a net price in minor units. */
interface OrderLine {
  readonly packageId: string;
  readonly versionId: string;
  readonly version: string;
  readonly netPriceMinor: bigint;
  readonly currency: string;
}

interface Placement {
  readonly id: string;
  readonly partnerOrderId: string;
  readonly customerReference: string | null;
  readonly line: OrderLine;
  readonly expectedReadyBy: Date;
}

/** Refuses: PARTNER_ORDER_ID_TAKEN with the order, where the owner has one of this partnerOrderId, in any state. */
export const assertPartnerOrderIdFree = async (tx: Tx, partnerOrderId: string): Promise<void> => {
  const taken = await tx
    .tables<OrderTables>()
    .selectFrom('orders')
    .select(['id', 'status'])
    .where('organisation_id', '=', tx.owner.organisationId)
    .where('mode', '=', tx.owner.mode)
    .where('partner_order_id', '=', partnerOrderId)
    .executeTakeFirst();
  if (taken) throw new Fault('PARTNER_ORDER_ID_TAKEN', { orderId: taken.id, status: taken.status.toUpperCase() });
};

/** Writes a new order whose price is held. Refuses: PARTNER_ORDER_ID_TAKEN, also where another caller is a moment faster. */
export const placeOrder = (
  tx: Tx,
  { id, partnerOrderId, customerReference, line, expectedReadyBy }: Placement,
): Order => {
  const order: Order = {
    id,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    partnerOrderId,
    customerReference,
    packageId: line.packageId,
    catalogueVersionId: line.versionId,
    catalogueVersion: line.version,
    netPriceMinor: line.netPriceMinor,
    currency: line.currency,
    status: 'reserved',
    statusReason: null,
    expectedReadyBy,
    cancelRequestedAt: null,
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  tx.write(OrderEntity, order);
  return order;
};

/** Locks an order of the owner for a change. Refuses: ORDER_NOT_FOUND. */
export const lockOrder = async (tx: Tx, id: string): Promise<Order> => {
  const order = await owned(tx.tables<OrderTables>(), tx.owner).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!order) throw new Fault('ORDER_NOT_FOUND');
  return order;
};

/** Locks the owner's first orders whose price is held, at most `limit` of them, one wallet's after the other's. */
export const lockOpenOrders = (tx: Tx, limit: number): Promise<readonly Order[]> =>
  owned(tx.tables<OrderTables>(), tx.owner)
    .where('status', 'in', OPEN_ORDER_STATES)
    .orderBy('currency')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute();

/**
 * Moves a locked order along the table of states, with the reason where it failed or waits. A cancellation that was noted
 * is over with an installed eSIM. Gives the order as it then stands.
 */
export const moveOrder = (tx: Tx, order: Order, to: OrderState, reason: OrderReason | null = null): Order => {
  assertMove(ORDER_TRANSITIONS, order.status, to);
  const cancelRequestedAt = to === 'installed' ? null : order.cancelRequestedAt;
  tx.change('update orders set status = ?, status_reason = ?, cancel_requested_at = ?, updated_at = ? where id = ?', [
    to,
    reason,
    cancelRequestedAt,
    tx.now,
    order.id,
  ]);
  return { ...order, status: to, statusReason: reason, cancelRequestedAt, updatedAt: tx.now };
};

/** Fails locked orders for a reason. Gives them as they then stand. */
export const failOrders = (tx: Tx, orders: readonly Order[], reason: FailureReason): readonly Order[] => {
  for (const { status } of orders) assertMove(ORDER_TRANSITIONS, status, 'failed');
  tx.change("update orders set status = 'failed', status_reason = ?, updated_at = ? where id = any(?::text[])", [
    reason,
    tx.now,
    orders.map(({ id }) => id),
  ]);
  return orders.map((order) => ({ ...order, status: 'failed', statusReason: reason, updatedAt: tx.now }));
};

/** Notes on a locked order that its end was asked for. Gives it as it then stands. */
export const noteCancellation = (tx: Tx, order: Order): Order => {
  tx.change('update orders set cancel_requested_at = ?, updated_at = ? where id = ?', [tx.now, tx.now, order.id]);
  return { ...order, cancelRequestedAt: tx.now, updatedAt: tx.now };
};

/** Takes that note back, for the cancellation came to nothing, and says why. Gives the order as it then stands. */
export const takeBackCancellation = (tx: Tx, order: Order, reason: OrderReason): Order => {
  tx.change('update orders set cancel_requested_at = null, status_reason = ?, updated_at = ? where id = ?', [
    reason,
    tx.now,
    order.id,
  ]);
  return { ...order, cancelRequestedAt: null, statusReason: reason, updatedAt: tx.now };
};

/** How an order is named: by our id or by the partner's own. */
export type OrderName = { readonly id: string } | { readonly partnerOrderId: string };

/** One order of the owner. Refuses: ORDER_NOT_FOUND, also for another owner's order. */
export const getOrder = async (tables: Kysely<OrderTables>, owner: Owner, name: OrderName): Promise<Order> => {
  const query = owned(tables, owner);
  const order = await ('id' in name
    ? query.where('id', '=', name.id)
    : query.where('partner_order_id', '=', name.partnerOrderId)
  ).executeTakeFirst();
  if (!order) throw new Fault('ORDER_NOT_FOUND');
  return order;
};

/** The owner's orders by id, in the order of the ids, for a DataLoader; null where the owner has none of this id. */
export const listOrdersById = async (
  tables: Kysely<OrderTables>,
  owner: Owner,
  ids: readonly string[],
): Promise<readonly (Order | null)[]> => {
  const rows = await owned(tables, owner).where('id', 'in', ids).execute();
  const byId = new Map(rows.map((order) => [order.id, order]));
  return ids.map((id) => byId.get(id) ?? null);
};

/** The partners' own ids of orders of any owner, by our id: events of several owners at once name them. */
export const listPartnerOrderIds = async (
  tables: Kysely<OrderTables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await tables
    .selectFrom('orders')
    .select(['id', 'partner_order_id as partnerOrderId'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, partnerOrderId }) => [id, partnerOrderId]));
};

/** The ids of the owner's orders whose price is held, the oldest first. */
export const listOpenOrderIds = async (tables: Kysely<OrderTables>, owner: Owner): Promise<readonly string[]> => {
  const rows = await tables
    .selectFrom('orders')
    .select('id')
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode)
    .where('status', 'in', OPEN_ORDER_STATES)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
};

/** The owner's first order; null where there is none. */
export const findFirstOrder = async (tables: Kysely<OrderTables>, owner: Owner): Promise<Order | null> =>
  (await owned(tables, owner).orderBy('id').limit(1).executeTakeFirst()) ?? null;

/** What a page of orders is narrowed to. Everything given must hold. */
export interface OrderFilter {
  readonly statuses?: readonly OrderState[] | undefined;
  readonly packageId?: string | undefined;
  readonly customerReference?: string | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
}

/** Names the list too: a cursor of another one must not be taken for one of this. */
const SORT = 'orders, newest first';

/** The cursor of an order in a page, newest first. */
export const orderCursor = (order: Pick<Order, 'id'>): string => encodeCursor(SORT, [order.id]);

/** A page of the owner's orders, newest first, behind the cursor `after`. Refuses: BAD_USER_INPUT for a malformed cursor. */
export const listOrders = async (
  tables: Kysely<OrderTables>,
  owner: Owner,
  filter: OrderFilter,
  first: number,
  after: string | null,
): Promise<Page<Order>> => {
  let query = owned(tables, owner);
  if (filter.statuses) query = query.where('status', 'in', filter.statuses);
  if (filter.packageId) query = query.where('package_id', '=', filter.packageId);
  if (filter.customerReference) query = query.where('customer_reference', '=', filter.customerReference);
  if (filter.createdFrom) query = query.where('created_at', '>=', filter.createdFrom);
  if (filter.createdBefore) query = query.where('created_at', '<', filter.createdBefore);
  if (after !== null) query = query.where('id', '<', String(decodeCursor(after, SORT, 1)[0]));
  const rows = await query
    .orderBy('id', 'desc')
    .limit(first + 1)
    .execute();
  return toPage(rows, first);
};

/** The net price of an order, as bought. */
export const orderPrice = (order: Order) => ({ minor: order.netPriceMinor, currency: order.currency as Currency }); // checked when the price list was imported
