import { lockOpenOrders } from '../domains/orders/index.ts';
import { useCase } from '../door/use-case.ts';
import type { EventDraft } from '../records/events/index.ts';
import { fail } from './settle-provisioning.ts';

/** Orders that end in one transaction: their wallet is locked meanwhile. */
const ORDERS_MAX = 100;

/** Fails some of the owner's open orders and releases their price. Gives whether there are more. */
export const endOpenOrders = useCase('sandbox.end_orders', async (tx, _input: null) => {
  const orders = await lockOpenOrders(tx, ORDERS_MAX);
  const events: EventDraft[] = [];
  for (const order of orders) events.push(...[(await fail(tx, order, 'CANCELLED')).event ?? []].flat());
  const subject = orders.length > 0 ? tx.owner.organisationId : null;
  return { result: { hasMore: orders.length === ORDERS_MAX }, subject, event: events };
});
