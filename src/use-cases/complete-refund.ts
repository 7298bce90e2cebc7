import { lockOrder } from '../domains/orders/index.ts';
import { getRefund, lockRefund, moveRefund, type Refund, refundEvent } from '../domains/refunds/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { giveBack, lockEsimOf } from './end-cancellation.ts';
import { cancelEsimJob } from './settle-provisioning.ts';

/**
 * Books an approved refund: the net price goes back to the wallet, the order is refunded, and its eSIM is of no more use;
 * one that no device has is taken back by the carrier. A refund that is completed stays as it is: money moves once.
 * Gives the refund as it then stands. Refuses: REFUND_NOT_FOUND, REFUND_NOT_APPROVED, REFUND_DECIDED where it was rejected,
 * ORDER_CREDITED where a dispute gave the price back.
 */
export const completeRefund = useCase(
  'refund.complete',
  async (tx, { refundId }: { readonly refundId: string }): Promise<Done<Refund>> => {
    const { orderId } = await getRefund(tx.tables(), tx.owner, refundId);
    const order = await lockOrder(tx, orderId);
    const esim = await lockEsimOf(tx, order);
    const refund = await lockRefund(tx, refundId);
    if (refund.status === 'completed') return { result: refund, subject: null, event: null };
    if (refund.status === 'rejected') throw new Fault('REFUND_DECIDED');
    if (refund.status === 'requested') throw new Fault('REFUND_NOT_APPROVED');
    const { order: refunded, events } = await giveBack(tx, order, esim, null);
    const completed = moveRefund(tx, refund, 'completed');
    return {
      result: completed,
      subject: refundId,
      event: [...events, refundEvent('refund.completed', completed, refunded)],
      ...(esim.status === 'ready' && { job: cancelEsimJob(tx, orderId, esim.iccid) }),
    };
  },
);
