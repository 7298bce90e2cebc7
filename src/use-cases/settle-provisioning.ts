import type { Tx } from '../db/transaction.ts';
import { getPackage } from '../domains/catalogue/index.ts';
import { type ActivationMaterial, allocateEsim } from '../domains/esims/index.ts';
import * as ledger from '../domains/ledger/index.ts';
import {
  lockOrder,
  moveOrder,
  type Order,
  type OrderReason,
  orderEvent,
  orderPrice,
  orderReady,
} from '../domains/orders/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import type { KeyRing } from '../kernel/secret.ts';

/** How the provisioning of an order came out. */
export type ProvisioningOutcome =
  | { readonly kind: 'ready'; readonly iccid: string; readonly activation: ActivationMaterial }
  | { readonly kind: 'failed'; readonly reason: OrderReason }
  | { readonly kind: 'review'; readonly reason: OrderReason };

interface SettleProvisioning {
  readonly orderId: string;
  readonly outcome: ProvisioningOutcome;
}

/** Captures the price and allocates the eSIM. */
const becomeReady = async (
  tx: Tx,
  keyRing: KeyRing,
  order: Order,
  { iccid, activation }: Extract<ProvisioningOutcome, { kind: 'ready' }>,
): Promise<Done<Order>> => {
  await ledger.capture(tx, order.id, orderPrice(order));
  const { packageId, dataMb, validityDays } = await getPackage(tx.tables(), order.catalogueVersionId, order.packageId);
  allocateEsim(tx, keyRing, { iccid, orderId: order.id, packageId, dataMb, validityDays, activation });
  const ready = moveOrder(tx, order, 'esim_ready');
  return { result: ready, subject: order.id, event: orderReady(ready, iccid) };
};

/** Releases the price. */
const fail = async (tx: Tx, order: Order, reason: OrderReason): Promise<Done<Order>> => {
  await ledger.release(tx, order.id, orderPrice(order));
  const failed = moveOrder(tx, order, 'failed', reason);
  return { result: failed, subject: order.id, event: orderEvent('order.failed', failed) };
};

/** Leaves the price held until somebody settles the order by hand. */
const review = (tx: Tx, order: Order, reason: OrderReason): Done<Order> => {
  const waiting = moveOrder(tx, order, 'manual_review', reason);
  return { result: waiting, subject: order.id, event: orderEvent('order.manual_review', waiting) };
};

/**
 * Ends the provisioning of an order once: captures the price and allocates the eSIM, or releases the price and says why,
 * or leaves it held for a check by hand. An order that is settled already stays as it is, whoever comes second.
 * Refuses: ORDER_NOT_FOUND.
 */
export const settleProvisioning = useCase(
  'order.settle_provisioning',
  async (tx, { orderId, outcome }: SettleProvisioning, { keyRing }): Promise<Done<Order>> => {
    const order = await lockOrder(tx, orderId);
    if (order.status !== 'provisioning') return { result: order, subject: null, event: null };
    if (outcome.kind === 'ready') return becomeReady(tx, keyRing, order, outcome);
    return outcome.kind === 'failed' ? fail(tx, order, outcome.reason) : review(tx, order, outcome.reason);
  },
);
