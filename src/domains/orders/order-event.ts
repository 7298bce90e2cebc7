import { formatMoney } from '../../kernel/money.ts';
import type { EventDraft, EventType, OrderEventData } from '../../records/events/index.ts';
import { type Order, orderPrice } from './orders.ts';

const data = (order: Order): OrderEventData => {
  const price = orderPrice(order);
  return {
    packageId: order.packageId,
    catalogueVersion: order.catalogueVersion,
    status: order.status.toUpperCase(),
    statusReason: order.statusReason,
    netPrice: { amount: formatMoney(price), currency: price.currency },
  };
};

/** The types that say no more than how the order stands. */
type PlainOrderEvent = Exclude<Extract<EventType, `order.${string}`>, 'order.esim_ready'>;

/** The event that tells how an order now stands. */
export const orderEvent = (type: PlainOrderEvent, order: Order): EventDraft => ({
  type,
  orderId: order.id,
  partnerOrderId: order.partnerOrderId,
  data: data(order),
});

/** The event that an order's eSIM can be installed. */
export const orderReady = (order: Order, iccid: string): EventDraft => ({
  type: 'order.esim_ready',
  orderId: order.id,
  partnerOrderId: order.partnerOrderId,
  data: { ...data(order), iccid },
});
