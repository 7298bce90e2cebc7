import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Money } from '../../kernel/money.ts';
import { assertMove } from '../../kernel/state-machine.ts';
import { RefundEntity } from './refund.entity.ts';
import { OPEN_REFUND_STATES, REFUND_TRANSITIONS, type RefundReason, type RefundState } from './refund.states.ts';

export type RefundTables = TablesOf<typeof RefundEntity>;

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'order_id as orderId',
  'status',
  'reason',
  'note',
  'rejection',
  'amount_minor as amountMinor',
  'currency',
  'requested_at as requestedAt',
  'decided_at as decidedAt',
  'completed_at as completedAt',
] as const;

const owned = (tables: Kysely<RefundTables>, { organisationId, mode }: Owner) =>
  tables.selectFrom('refunds').select(columns).where('organisation_id', '=', organisationId).where('mode', '=', mode);

const readRefund = (tables: Kysely<RefundTables>, owner: Owner, id: string) =>
  owned(tables, owner).where('id', '=', id).executeTakeFirst();

/** A refund as it stands. */
export type Refund = NonNullable<Awaited<ReturnType<typeof readRefund>>>;

interface RefundRequest {
  readonly id: string;
  readonly orderId: string;
  readonly reason: RefundReason;
  readonly note: string | null;
  readonly amount: Money;
}

/** Refuses: REFUND_OPEN where a refund of the order is still to be decided or booked. The order is locked. */
export const assertNoOpenRefund = async (tx: Tx, orderId: string): Promise<void> => {
  const open = await owned(tx.tables<RefundTables>(), tx.owner)
    .where('order_id', '=', orderId)
    .where('status', 'in', OPEN_REFUND_STATES)
    .executeTakeFirst();
  if (open) throw new Fault('REFUND_OPEN');
};

/** Writes that an order's price is asked back. Refuses: REFUND_OPEN, also where another caller is a moment faster. */
export const openRefund = (tx: Tx, { amount, ...request }: RefundRequest): Refund => {
  const refund: Refund = {
    ...request,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    status: 'requested',
    rejection: null,
    amountMinor: amount.minor,
    currency: amount.currency,
    requestedAt: tx.now,
    decidedAt: null,
    completedAt: null,
  };
  tx.write(RefundEntity, refund);
  return refund;
};

/** One refund of the owner. Refuses: REFUND_NOT_FOUND, also for another owner's. */
export const getRefund = async (tables: Kysely<RefundTables>, owner: Owner, id: string): Promise<Refund> => {
  const refund = await readRefund(tables, owner, id);
  if (!refund) throw new Fault('REFUND_NOT_FOUND');
  return refund;
};

/** One refund of the owner, locked. Whoever changes its order or eSIM too locks those first. Refuses: REFUND_NOT_FOUND. */
export const lockRefund = async (tx: Tx, id: string): Promise<Refund> => {
  const refund = await owned(tx.tables<RefundTables>(), tx.owner).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!refund) throw new Fault('REFUND_NOT_FOUND');
  return refund;
};

/** Moves a locked refund along the table of states, with what the operator says where it is rejected. Gives it as it then stands. */
export const moveRefund = (tx: Tx, refund: Refund, to: RefundState, rejection: string | null = null): Refund => {
  assertMove(REFUND_TRANSITIONS, refund.status, to);
  const isCompleted = to === 'completed';
  const moved: Refund = {
    ...refund,
    status: to,
    rejection,
    decidedAt: isCompleted ? refund.decidedAt : tx.now,
    completedAt: isCompleted ? tx.now : null,
  };
  tx.change('update refunds set status = ?, rejection = ?, decided_at = ?, completed_at = ? where id = ?', [
    to,
    rejection,
    moved.decidedAt,
    moved.completedAt,
    refund.id,
  ]);
  return moved;
};

/** The latest refund of each of the owner's orders, in the order of the ids; null where there is none. One query, for a DataLoader. */
export const listRefundsOfOrders = async (
  tables: Kysely<RefundTables>,
  owner: Owner,
  orderIds: readonly string[],
): Promise<readonly (Refund | null)[]> => {
  const rows = await owned(tables, owner)
    .where('order_id', 'in', orderIds)
    .distinctOn('order_id')
    .orderBy('order_id')
    .orderBy('id', 'desc')
    .execute();
  const byOrder = new Map(rows.map((refund) => [refund.orderId, refund]));
  return orderIds.map((orderId) => byOrder.get(orderId) ?? null);
};
