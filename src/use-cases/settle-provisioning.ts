import type { Tx } from '../db/transaction.ts';
import { getPackage } from '../domains/catalogue/index.ts';
import { type ActivationMaterial, allocateEsim, findOrderIdOfIccid } from '../domains/esims/index.ts';
import * as ledger from '../domains/ledger/index.ts';
import {
  type FailureReason,
  lockOrder,
  moveOrder,
  type Order,
  type OrderReason,
  type OrderState,
  orderEvent,
  orderPrice,
  orderReady,
} from '../domains/orders/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import type { KeyRing } from '../kernel/secret.ts';
import type { JobDraft } from '../records/jobs/index.ts';

interface Prepared {
  readonly kind: 'ready';
  readonly iccid: string;
  readonly activation: ActivationMaterial;
}

interface NotPrepared {
  readonly kind: 'failed';
  readonly reason: FailureReason;
}

/** How the provisioning of an order came out. */
export type ProvisioningOutcome = Prepared | NotPrepared | { readonly kind: 'review'; readonly reason: OrderReason };

interface SettleProvisioning {
  readonly orderId: string;
  readonly outcome: ProvisioningOutcome;
}

/** The states that an outcome of its provisioning ends. */
export const UNSETTLED: readonly OrderState[] = ['provisioning', 'manual_review'];

/** Has the carrier take a profile back that nobody is to use. */
export const cancelEsimJob = ({ owner }: Pick<Tx, 'owner'>, orderId: string, iccid: string): JobDraft => ({
  name: 'cancel_esim',
  payload: { orderId, iccid, organisationId: owner.organisationId, mode: owner.mode },
  key: `cancel ${iccid}`,
});

/** Has the carrier take back what it prepared for an order that failed, unless it is what another order has. */
const takeBack = async (tx: Tx, done: Done<Order>, orderId: string, iccid: string): Promise<Done<Order>> =>
  (await findOrderIdOfIccid(tx.tables(), iccid)) === null ? { ...done, job: cancelEsimJob(tx, orderId, iccid) } : done;

/** Captures the price and allocates the eSIM. */
const becomeReady = async (
  tx: Tx,
  keyRing: KeyRing,
  order: Order,
  { iccid, activation }: Prepared,
): Promise<Done<Order>> => {
  await ledger.capture(tx, order.id, orderPrice(order));
  const { packageId, dataMb, validityDays } = await getPackage(tx.tables(), order.catalogueVersionId, order.packageId);
  allocateEsim(tx, keyRing, { iccid, orderId: order.id, packageId, dataMb, validityDays, activation });
  const ready = moveOrder(tx, order, 'esim_ready');
  return { result: ready, subject: order.id, event: orderReady(ready, iccid) };
};

/** Releases the price. */
export const fail = async (tx: Tx, order: Order, reason: FailureReason): Promise<Done<Order>> => {
  await ledger.release(tx, order.id, orderPrice(order));
  const failed = moveOrder(tx, order, 'failed', reason);
  return { result: failed, subject: order.id, event: orderEvent('order.failed', failed) };
};

/**
 * Ends a locked order that waits for its eSIM. Where its end was asked for meanwhile it fails whatever came out; a profile
 * that came for it nobody has seen, and the carrier takes it back.
 */
export const settle = async (
  tx: Tx,
  keyRing: KeyRing,
  order: Order,
  outcome: Prepared | NotPrepared,
): Promise<Done<Order>> => {
  if (order.cancelRequestedAt === null) {
    return outcome.kind === 'ready' ? becomeReady(tx, keyRing, order, outcome) : fail(tx, order, outcome.reason);
  }
  const done = await fail(tx, order, 'CANCELLED');
  return outcome.kind === 'ready' ? takeBack(tx, done, order.id, outcome.iccid) : done;
};

/** Leaves the price held until the carrier answers after all, or somebody settles the order by hand. */
const review = (tx: Tx, order: Order, reason: OrderReason): Done<Order> => {
  if (order.status === 'manual_review') return { result: order, subject: null, event: null };
  const waiting = moveOrder(tx, order, 'manual_review', reason);
  return { result: waiting, subject: order.id, event: orderEvent('order.manual_review', waiting) };
};

/** A profile that comes for an order which failed meanwhile is taken back by the carrier; all else stays as it is. */
const comeLate = async (tx: Tx, order: Order, outcome: ProvisioningOutcome): Promise<Done<Order>> =>
  outcome.kind === 'ready' && order.status === 'failed'
    ? takeBack(tx, { result: order, subject: order.id, event: null }, order.id, outcome.iccid)
    : { result: order, subject: null, event: null };

/**
 * Ends the provisioning of an order once: captures the price and allocates the eSIM, or releases the price and says why,
 * or leaves it held for a check by hand, which a later answer ends too. An order that is settled already stays as it is,
 * whoever comes second. Refuses: ORDER_NOT_FOUND.
 */
export const settleProvisioning = useCase(
  'order.settle_provisioning',
  async (tx, { orderId, outcome }: SettleProvisioning, { keyRing }): Promise<Done<Order>> => {
    const order = await lockOrder(tx, orderId);
    if (!UNSETTLED.includes(order.status)) return comeLate(tx, order, outcome);
    return outcome.kind === 'review' ? review(tx, order, outcome.reason) : settle(tx, keyRing, order, outcome);
  },
);
