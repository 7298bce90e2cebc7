import type { Mode } from '../../kernel/actor.ts';

/** An event as a webhook tells it. */
export interface ToldEvent {
  readonly eventId: string;
  readonly type: string;
  readonly sequence: bigint;
  readonly mode: Mode;
  readonly occurredAt: Date;
  readonly orderId: string | null;
  readonly partnerOrderId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The body of a webhook (Standard Webhooks 1.0, "Payload structure"): what every event says, and then what is said of it, `data` or what a query made of it. */
export const payloadOf = (event: ToldEvent, said: Readonly<Record<string, unknown>> = event.data) => ({
  type: event.type,
  timestamp: event.occurredAt.toISOString(),
  data: {
    ...said,
    id: event.eventId,
    sequence: Number(event.sequence),
    mode: event.mode,
    occurredAt: event.occurredAt.toISOString(),
    orderId: event.orderId,
    partnerOrderId: event.partnerOrderId,
  },
});
