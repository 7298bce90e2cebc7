import { getOrder } from '../domains/orders/index.ts';
import { lockRefund, moveRefund, type Refund, refundEvent } from '../domains/refunds/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';

/**
 * Approves a refund; no money moves before it is completed. One that is approved or completed stays as it is. Gives the
 * refund as it then stands. Refuses: REFUND_NOT_FOUND, REFUND_DECIDED where it was rejected.
 */
export const approveRefund = useCase(
  'refund.approve',
  async (tx, { refundId }: { readonly refundId: string }): Promise<Done<Refund>> => {
    const refund = await lockRefund(tx, refundId);
    if (refund.status === 'rejected') throw new Fault('REFUND_DECIDED');
    if (refund.status !== 'requested') return { result: refund, subject: null, event: null };
    const order = await getOrder(tx.tables(), tx.owner, { id: refund.orderId });
    const approved = moveRefund(tx, refund, 'approved');
    return { result: approved, subject: refundId, event: refundEvent('refund.approved', approved, order) };
  },
);
