import type { EventDraft, EventType } from '../../records/events/index.ts';
import type { Esim } from './esims.ts';

/** The order that an eSIM belongs to, as its events name it. */
interface OrderReference {
  readonly id: string;
  readonly partnerOrderId: string;
}

/** The event that tells how an eSIM now stands. */
export const esimEvent = (
  type: Extract<EventType, `esim.${string}`>,
  { iccid, packageId, status, expiresAt }: Esim,
  order: OrderReference,
): EventDraft => ({
  type,
  orderId: order.id,
  partnerOrderId: order.partnerOrderId,
  data: { iccid, packageId, status: status.toUpperCase(), expiresAt: expiresAt?.toISOString() ?? null },
});
