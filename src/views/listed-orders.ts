import { sql } from 'kysely';
import { OPEN_ORDER_STATES, type Order, type OrderState } from '../domains/orders/index.ts';
import type { House } from '../door/use-case.ts';
import type { Mode } from '../kernel/actor.ts';

/** An order with what tells it from others in a list. */
export interface ListedOrder
  extends Pick<
    Order,
    'id' | 'organisationId' | 'mode' | 'partnerOrderId' | 'packageId' | 'status' | 'statusReason' | 'expectedReadyBy'
  > {
  readonly organisation: string;
  readonly createdAt: Date;
  readonly isLate: boolean;
}

/** What the operator's list is narrowed to. Everything given must hold. */
interface ListedOrdersFilter {
  readonly organisationId: string | null;
  readonly mode: Mode | null;
  readonly statuses: readonly OrderState[];
  /** Those alone that are reserved or provisioning after the moment by which they were to be ready. */
  readonly isLate: boolean;
  readonly limit: number;
}

const isOpen = (status: OrderState): boolean => OPEN_ORDER_STATES.some((open) => open === status);

/** The orders of every owner for the operator: the oldest first where all their states are open, else the newest first. */
export const listOrdersOfAll = async (
  { database, clock }: House,
  { organisationId, mode, statuses, isLate, limit }: ListedOrdersFilter,
): Promise<readonly ListedOrder[]> => {
  const order = statuses.every(isOpen) ? sql`asc` : sql`desc`;
  const late = sql`(o.status in ('reserved', 'provisioning')
    and o.expected_ready_by < owner_time(o.organisation_id, o.mode, ${clock.now()}))`;
  const { rows } = await sql<ListedOrder>`
    select o.id, o.organisation_id as "organisationId", o.mode, o.partner_order_id as "partnerOrderId",
      o.package_id as "packageId", o.status, o.status_reason as "statusReason",
      o.expected_ready_by as "expectedReadyBy", o.created_at as "createdAt", n.name as organisation,
      ${late} as "isLate"
    from orders o join organisations n on n.id = o.organisation_id
    where o.status = any(${statuses}::text[]) and (${!isLate} or ${late})
      and (${mode}::text is null or o.mode = ${mode})
      and (${organisationId}::text is null or o.organisation_id = ${organisationId})
    order by o.id ${order} limit ${limit}`.execute(database.tables());
  return rows;
};
