import { assertNotCredited } from '../domains/invoices/index.ts';
import { lockOrder, orderPrice } from '../domains/orders/index.ts';
import { assertNoOpenRefund, openRefund, type RefundReason, refundEvent } from '../domains/refunds/index.ts';
import { keyedUseCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { newId } from '../kernel/id.ts';

interface RequestRefund {
  readonly orderId: string;
  readonly reason: RefundReason;
  /** What the partner adds, a remark. */
  readonly note: string | null;
}

/**
 * Asks the net price of an order back; no money moves before the operator decides. An order has one open refund at most.
 * Refuses: ORDER_NOT_FOUND, ORDER_NOT_REFUNDABLE (its eSIM is not ready, it costs nothing, or it is being cancelled),
 * REFUND_OPEN, ORDER_CREDITED where a dispute gave the price back, and what the key refuses.
 */
export const requestRefund = keyedUseCase({
  action: 'refund.request',
  operation: 'requestRefund',
  subject: (_input: RequestRefund) => newId('refund'),
  work: async (tx, { orderId, reason, note }, id) => {
    const order = await lockOrder(tx, orderId);
    const isPaid = order.status === 'esim_ready' || order.status === 'installed';
    if (!isPaid || order.cancelRequestedAt !== null) throw new Fault('ORDER_NOT_REFUNDABLE');
    await assertNotCredited(tx, orderId);
    await assertNoOpenRefund(tx, orderId);
    const refund = openRefund(tx, { id, orderId, reason, note, amount: orderPrice(order) });
    return { result: refund, subject: id, event: refundEvent('refund.requested', refund, order) };
  },
});
