import { sql } from 'kysely';
import { OPEN_REFUND_STATES, type Refund } from '../domains/refunds/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';

/** Whose refund it is, for the operator, who sees them all. Refuses: REFUND_NOT_FOUND. */
export const getRefundOwner = async ({ database }: House, refundId: string): Promise<Owner> => {
  const { rows } = await sql<Owner>`
    select organisation_id as "organisationId", mode from refunds where id = ${refundId}`.execute(database.tables());
  const [owner] = rows;
  if (!owner) throw new Fault('REFUND_NOT_FOUND');
  return owner;
};

/** A refund with the names that people know it by. */
export interface NamedRefund extends Refund {
  readonly organisation: string;
  readonly partnerOrderId: string;
  readonly packageId: string;
  readonly esimStatus: string;
}

/** What the operator's list is narrowed to. */
interface RefundFilter {
  readonly organisationId: string | null;
  /** Those that are decided and booked too. */
  readonly isAll: boolean;
  readonly limit: number;
}

/** The refunds of every owner for the operator, the oldest first; of all of them the newest first. */
export const listRefunds = async (
  { database }: House,
  { organisationId, isAll, limit }: RefundFilter,
): Promise<readonly NamedRefund[]> => {
  const { rows } = await sql<NamedRefund>`
    select r.id, r.organisation_id as "organisationId", r.mode, r.order_id as "orderId", r.status, r.reason, r.note,
      r.rejection, r.amount_minor as "amountMinor", r.currency, r.requested_at as "requestedAt",
      r.decided_at as "decidedAt", r.completed_at as "completedAt", n.name as organisation,
      o.partner_order_id as "partnerOrderId", o.package_id as "packageId", e.status as "esimStatus"
    from refunds r
    join organisations n on n.id = r.organisation_id
    join orders o on o.id = r.order_id
    join esims e on e.order_id = o.id
    where (${isAll} or r.status = any(${OPEN_REFUND_STATES}::text[]))
      and (${organisationId}::text is null or r.organisation_id = ${organisationId})
    order by r.id ${isAll ? sql`desc` : sql`asc`} limit ${limit}`.execute(database.tables());
  return rows;
};
