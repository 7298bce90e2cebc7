import {
  type AttemptFailure,
  type Delivery,
  getDelivery,
  payloadOf,
  type WebhookSender,
  webhookRequest,
} from '../domains/webhooks/index.ts';
import type { Call, House } from '../door/use-case.ts';
import { newWebhookSecret } from '../kernel/secret.ts';
import { getEvent } from '../records/events/index.ts';
import { beginWebhookTest } from './begin-webhook-test.ts';
import { recordForgedTest } from './record-forged-test.ts';
import { recordTestDelivery } from './record-test-delivery.ts';

/** How webhooks leave this process. */
export interface WebhookSending {
  readonly sender: WebhookSender;
  /** Whether sandbox endpoints may be on loopback. */
  readonly isLoopbackAllowed: boolean;
}

interface SendTestEvent {
  readonly endpointId: string;
  /** True for a signature that the endpoint must refuse. */
  readonly badSignature: boolean;
}

/** What came of a test. */
export interface TestedEndpoint {
  readonly eventId: string;
  /** Delivered; or refused, where the signature was wrong on purpose. */
  readonly isOk: boolean;
  /** Null where the signature was wrong on purpose. */
  readonly delivery: Delivery | null;
  readonly attempt: {
    readonly number: number;
    readonly startedAt: Date;
    readonly durationMs: number;
    readonly httpStatus: number | null;
    readonly failure: AttemptFailure | null;
  };
}

/** Only 400, 401 and 403 say that the signature was looked at; a receiver that is broken, busy or not there has refused nothing. */
const isRefusal = (httpStatus: number | null): boolean => httpStatus !== null && [400, 401, 403].includes(httpStatus);

/**
 * Sends an endpoint its test event at once, in its standard payload, with one attempt and outside any transaction, and
 * tells what came of it. With `badSignature` it is signed with a secret that the partner never saw.
 * Refuses: WEBHOOK_ENDPOINT_NOT_FOUND, WEBHOOK_TEST_IN_PROGRESS.
 */
export const sendTestEvent = async (
  house: House,
  call: Call,
  { sender, isLoopbackAllowed }: WebhookSending,
  { endpointId, badSignature }: SendTestEvent,
): Promise<TestedEndpoint> => {
  const { endpoint, eventId, secrets } = await beginWebhookTest(house, call, { endpointId });
  const event = await getEvent(house.database.tables(), endpoint, eventId);
  const startedAt = house.clock.now(endpoint);
  const { failure, httpStatus, durationMs } = await sender.send(
    webhookRequest({
      url: endpoint.url,
      secrets: badSignature ? [newWebhookSecret(endpoint.signature).secret] : secrets,
      eventId,
      attemptedAt: house.clock.now(), // the receiver goes by real time
      body: JSON.stringify(payloadOf({ ...event, eventId })),
      isLoopbackAllowed: isLoopbackAllowed && endpoint.mode === 'sandbox',
    }),
  );
  const attempt = { number: 1, startedAt, durationMs, httpStatus, failure };
  if (badSignature) {
    const isRefused = isRefusal(httpStatus);
    await recordForgedTest(house, call, { endpointId, isRefused });
    return { eventId, isOk: isRefused, delivery: null, attempt };
  }
  const { sequence, occurredAt: eventOccurredAt } = event;
  const recorded = { endpointId, eventId, eventOccurredAt, sequence, startedAt, durationMs, httpStatus, failure };
  const deliveryId = await recordTestDelivery(house, call, recorded);
  const delivery = await getDelivery(house.database.tables(), endpoint, deliveryId);
  return { eventId, isOk: failure === null, delivery, attempt };
};
