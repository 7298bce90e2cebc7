import { signWebhook } from '../../kernel/webhook-signature.ts';
import type { WebhookRequest } from './sender.ts';

interface SignedWebhook {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly eventId: string;
  /** When this attempt is made: another moment than the event's. */
  readonly attemptedAt: Date;
  readonly body: string;
  readonly isLoopbackAllowed: boolean;
}

/** The request of one attempt, signed with every secret that is valid (Standard Webhooks 1.0, "Webhook headers"). */
export const webhookRequest = (webhook: SignedWebhook): WebhookRequest => {
  const { url, secrets, eventId, attemptedAt, body, isLoopbackAllowed } = webhook;
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Onyx-Webhooks/1',
      'webhook-id': eventId,
      'webhook-timestamp': String(Math.floor(attemptedAt.getTime() / 1000)),
      'webhook-signature': signWebhook(secrets, eventId, attemptedAt, body),
    },
    body,
    isLoopbackAllowed,
  };
};
