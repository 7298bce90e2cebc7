import type { Tx } from '../db/transaction.ts';
import { type Esim, listEsimsOfOrders } from '../domains/esims/index.ts';
import { assertNotCredited } from '../domains/invoices/index.ts';
import { lockOrder, noteCancellation, type Order } from '../domains/orders/index.ts';
import { assertNoOpenRefund } from '../domains/refunds/index.ts';
import { keyedUseCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import type { JobDraft } from '../records/jobs/index.ts';
import { cancelEsimJob, fail } from './settle-provisioning.ts';

interface CancelOrder {
  readonly orderId: string;
}

/** The eSIM of a locked order, where it can still be taken back. */
const findUnused = async (tx: Tx, { id }: Order): Promise<Esim | null> => {
  const [esim = null] = await listEsimsOfOrders(tx.tables(), tx.owner, [id]);
  return esim?.status === 'ready' ? esim : null;
};

/** What has to be asked so that the note comes to its end. Refuses: ORDER_NOT_CANCELLABLE, ORDER_CREDITED, REFUND_OPEN. */
const askForEnd = async (tx: Tx, order: Order): Promise<JobDraft> => {
  if (order.status === 'provisioning' || order.status === 'manual_review') {
    return { name: 'provision_order', payload: { orderId: order.id, ...tx.owner }, key: order.id };
  }
  const esim = order.status === 'esim_ready' ? await findUnused(tx, order) : null;
  if (!esim) throw new Fault('ORDER_NOT_CANCELLABLE');
  await assertNotCredited(tx, order.id);
  await assertNoOpenRefund(tx, order.id);
  return cancelEsimJob(tx, order.id, esim.iccid);
};

/**
 * Ends an order whose eSIM no device has. One that no carrier was asked about fails at once, its price released. For any
 * other it is noted that its end was asked for, and the carrier decides: the order then ends as failed or refunded, or goes
 * on and says why. Asking again changes nothing.
 * Refuses: ORDER_NOT_FOUND, ORDER_NOT_CANCELLABLE, ORDER_CREDITED, REFUND_OPEN, and what the key refuses.
 */
export const cancelOrder = keyedUseCase({
  action: 'order.cancel',
  operation: 'cancelOrder',
  subject: ({ orderId }: CancelOrder) => orderId,
  work: async (tx, _input, id) => {
    const order = await lockOrder(tx, id);
    if (order.status === 'reserved') return { ...(await fail(tx, order, 'CANCELLED')), subject: id };
    const job = await askForEnd(tx, order);
    if (order.cancelRequestedAt) return { result: order, subject: id, event: null };
    return { result: noteCancellation(tx, order), subject: id, event: null, job };
  },
});
