/** What the data of every event has. */
export interface WebhookEventData {
  /** The event's id, the same on every attempt: a handler that knows it has nothing left to do. */
  readonly id: string;
  /** Counts up within one organisation and mode: of two events the later one has the larger number. */
  readonly sequence: number;
  readonly mode: 'sandbox' | 'live';
  /** ISO 8601. */
  readonly occurredAt: string;
  /** The order that it is about; null where it is about none. */
  readonly orderId: string | null;
  readonly partnerOrderId: string | null;
}

/** An event as it is delivered: what happened, when (ISO 8601), and what there is to say about it. */
export interface WebhookEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: WebhookEventData & Readonly<Record<string, unknown>>;
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
export const readWebhookEvent = (body: Uint8Array): WebhookEvent | null => {
  const event = parseJson(body);
  if (!isRecord(event) || typeof event.type !== 'string' || typeof event.timestamp !== 'string') return null;
  // What every event has was looked at, and what its type adds is vouched for by the signature.
  return hasData(event.data) ? (event as unknown as WebhookEvent) : null;
};
