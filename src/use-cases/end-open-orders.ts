import { releaseAll } from '../domains/ledger/index.ts';
import { failOrders, lockOpenOrders, orderEvent, orderPrice } from '../domains/orders/index.ts';
import { useCase } from '../door/use-case.ts';

/** Orders that end in one transaction: their wallet is locked meanwhile. */
const ORDERS_MAX = 100;

/** Fails some of the owner's open orders and releases their price. Gives whether there are more. */
export const endOpenOrders = useCase('sandbox.end_orders', async (tx, _input: null) => {
  const orders = await lockOpenOrders(tx, ORDERS_MAX);
  await releaseAll(
    tx,
    orders.map((order) => ({ orderId: order.id, price: orderPrice(order) })),
  );
  const failed = failOrders(tx, orders, 'CANCELLED');
  return {
    result: { hasMore: orders.length === ORDERS_MAX },
    subject: orders.length > 0 ? tx.owner.organisationId : null,
    event: failed.map((order) => orderEvent('order.failed', order)),
  };
});
