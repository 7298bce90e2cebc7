import { getOrder } from '../domains/orders/index.ts';
import { lockRefund, moveRefund, type Refund, refundEvent } from '../domains/refunds/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { assertRemark } from '../kernel/remark.ts';

interface RejectRefund {
  readonly refundId: string;
  /** What the partner reads, a remark. */
  readonly rejection: string;
}

/**
 * Rejects a refund that was asked for or approved: the order stays paid, and another refund of it can be asked for. One
 * that was rejected before stays as it is. Gives the refund as it then stands.
 * Refuses: REFUND_NOT_FOUND, REFUND_DECIDED where it was completed, BAD_USER_INPUT.
 */
export const rejectRefund = useCase(
  'refund.reject',
  async (tx, { refundId, rejection }: RejectRefund): Promise<Done<Refund>> => {
    assertRemark(rejection, 'rejection');
    const refund = await lockRefund(tx, refundId);
    if (refund.status === 'completed') throw new Fault('REFUND_DECIDED');
    if (refund.status === 'rejected') return { result: refund, subject: null, event: null };
    const order = await getOrder(tx.tables(), tx.owner, { id: refund.orderId });
    const rejected = moveRefund(tx, refund, 'rejected', rejection);
    return { result: rejected, subject: refundId, event: refundEvent('refund.rejected', rejected, order) };
  },
);
