import type { Tx } from '../db/transaction.ts';
import {
  ESIM_TRANSITIONS,
  type Esim,
  esimEvent,
  listEsimsOfOrders,
  lockEsim,
  moveEsim,
} from '../domains/esims/index.ts';
import { assertNotCredited } from '../domains/invoices/index.ts';
import * as ledger from '../domains/ledger/index.ts';
import {
  lockOrder,
  moveOrder,
  type Order,
  type OrderReason,
  orderEvent,
  orderPrice,
  takeBackCancellation,
} from '../domains/orders/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { canMove } from '../kernel/state-machine.ts';
import type { EventDraft } from '../records/events/index.ts';

/** What became of the cancellation of an eSIM that was ready: the carrier took it back, a device had it, or nobody knows. */
export type CancellationOutcome = 'cancelled' | 'downloaded' | 'unanswered';

const WHY_NOT = { downloaded: 'CANCELLATION_TOO_LATE', unanswered: 'CANCELLATION_UNANSWERED' } as const;

interface EndCancellation {
  readonly orderId: string;
  readonly outcome: CancellationOutcome;
}

/** The eSIM of a locked order, locked. */
export const lockEsimOf = async (tx: Tx, { id }: Order): Promise<Esim> => {
  const [esim] = await listEsimsOfOrders(tx.tables(), tx.owner, [id]);
  if (!esim) throw new Error('an order that was ready has no eSIM');
  return lockEsim(tx, esim.iccid);
};

/**
 * Gives the price of a locked order and eSIM back to the wallet: the order is refunded and the eSIM, unless its life is
 * over, is of no more use. Gives the order as it then stands, and what its owner hears. Refuses: ORDER_CREDITED where a
 * dispute gave it back.
 */
export const giveBack = async (
  tx: Tx,
  order: Order,
  esim: Esim,
  reason: OrderReason | null,
): Promise<{ readonly order: Order; readonly events: readonly EventDraft[] }> => {
  await assertNotCredited(tx, order.id);
  await ledger.refund(tx, order.id, orderPrice(order));
  const refunded = moveOrder(tx, order, 'refunded', reason);
  const told = orderEvent('order.refunded', refunded);
  if (!canMove(ESIM_TRANSITIONS, esim.status, 'failed')) return { order: refunded, events: [told] };
  return { order: refunded, events: [told, esimEvent('esim.failed', moveEsim(tx, esim, 'failed'), order)] };
};

/**
 * Ends the cancellation that was noted on an order with an eSIM: what the carrier took back is refunded; else the note is
 * taken back, and the order goes on and says why. An order without such a note stays as it is. Gives it as it then stands.
 * Refuses: ORDER_NOT_FOUND, ORDER_CREDITED.
 */
export const endCancellation = useCase(
  'order.end_cancellation',
  async (tx, { orderId, outcome }: EndCancellation): Promise<Done<Order>> => {
    const order = await lockOrder(tx, orderId);
    if (order.status !== 'esim_ready' || order.cancelRequestedAt === null) {
      return { result: order, subject: null, event: null };
    }
    if (outcome !== 'cancelled') {
      const kept = takeBackCancellation(tx, order, WHY_NOT[outcome]);
      return { result: kept, subject: orderId, event: null };
    }
    const { order: refunded, events } = await giveBack(tx, order, await lockEsimOf(tx, order), 'CANCELLED');
    return { result: refunded, subject: orderId, event: events };
  },
);
