import type { KnownWebhookEvent, WebhookEventData } from './generated/webhook-events.ts';

/** An event of a type that a newer server added: what every event has is typed, and the rest is there to be looked at. */
export interface UnknownWebhookEvent {
  /** The newer server's word. It stands for every text that is no known type, which TypeScript cannot say otherwise. */
  readonly type: 'a type that this version does not know';
  readonly timestamp: string;
  readonly data: WebhookEventData & Readonly<Record<string, unknown>>;
}

/** An event as it is delivered, told apart by its `type`. */
export type WebhookEvent = KnownWebhookEvent | UnknownWebhookEvent;

/** What every body has, whatever its type and whoever shaped it. */
export interface AnyWebhookEvent {
  readonly type: WebhookEvent['type'];
  readonly timestamp: string;
  readonly data: WebhookEventData;
}

/** A field of a query that could not be read, and the code of why: it is null in the data. */
export interface WebhookPayloadError {
  readonly code: string;
  readonly path: ReadonlyArray<string | number>;
}

/** What an endpoint with a query of its own gets: what every event has, and `Shaped`, which the query made. */
export interface ShapedWebhookEvent<Shaped = Readonly<Record<string, unknown>>> extends AnyWebhookEvent {
  readonly data: WebhookEventData & { readonly errors?: readonly WebhookPayloadError[] } & Shaped;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';

const hasData = (data: unknown): boolean =>
  isRecord(data) &&
  typeof data.id === 'string' &&
  Number.isSafeInteger(data.sequence) &&
  (data.mode === 'sandbox' || data.mode === 'live') &&
  typeof data.occurredAt === 'string' &&
  isTextOrNull(data.orderId) &&
  isTextOrNull(data.partnerOrderId);

const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
};

/** Reads the event of a signed body; null where it holds none. A type that this version does not know is an event too. */
export const readWebhookEvent = <Event extends AnyWebhookEvent>(body: Uint8Array): Event | null => {
  const event = parseJson(body);
  if (!isRecord(event) || typeof event.type !== 'string' || typeof event.timestamp !== 'string') return null;
  // What every event has was looked at, and what its type adds is vouched for by the signature.
  return hasData(event.data) ? (event as unknown as Event) : null;
};
