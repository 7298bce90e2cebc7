import type { ActivationMaterial } from '../domains/esims/index.ts';
import type { FailureReason, Order } from '../domains/orders/index.ts';
import { lockOrder } from '../domains/orders/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { settle } from './settle-provisioning.ts';

interface SettleByHand {
  readonly orderId: string;
  /** What somebody found out beside the server: the eSIM that was prepared, or that none was. */
  readonly outcome:
    | { readonly kind: 'ready'; readonly iccid: string; readonly activation: ActivationMaterial }
    | { readonly kind: 'failed'; readonly reason: FailureReason };
}

/**
 * Settles an order that waits for a check by hand: captures the price and allocates the eSIM, or releases the price. A
 * late answer of the carrier may come as well: the first one settles the order, nothing happens twice.
 * Refuses: ORDER_NOT_FOUND, ORDER_NOT_IN_REVIEW, ICCID_TAKEN.
 */
export const settleByHand = useCase(
  'order.settle_by_hand',
  async (tx, { orderId, outcome }: SettleByHand, { keyRing }): Promise<Done<Order>> => {
    const order = await lockOrder(tx, orderId);
    if (order.status !== 'manual_review') throw new Fault('ORDER_NOT_IN_REVIEW');
    return settle(tx, keyRing, order, outcome);
  },
);
