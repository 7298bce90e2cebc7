import { type Currency, formatMinor } from '../../kernel/money.ts';
import type { EventDraft, EventType } from '../../records/events/index.ts';
import type { Refund } from './refunds.ts';

/** The order that a refund is about, as its events name it. */
interface OrderReference {
  readonly id: string;
  readonly partnerOrderId: string;
}

/** The event that tells how a refund now stands. */
export const refundEvent = (
  type: Extract<EventType, `refund.${string}`>,
  { id, status, reason, rejection, amountMinor, currency }: Refund,
  order: OrderReference,
): EventDraft => ({
  type,
  orderId: order.id,
  partnerOrderId: order.partnerOrderId,
  data: {
    refundId: id,
    status: status.toUpperCase(),
    reason: reason.toUpperCase(),
    rejection,
    amount: { amount: formatMinor(amountMinor, currency as Currency), currency }, // the currency of the order's price
  },
});
