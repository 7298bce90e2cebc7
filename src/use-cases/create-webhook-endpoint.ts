import {
  assertEndpointScopes,
  createEndpoint,
  type EndpointChoice,
  type Signature,
} from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/**
 * Adds a webhook endpoint and gives it with its secret, this once. Whoever calls has checked its URL and its query.
 * Refuses: BAD_USER_INPUT, FORBIDDEN, TOO_MANY_WEBHOOK_ENDPOINTS.
 */
export const createWebhookEndpoint = useCase(
  'webhook.create',
  async (tx, choice: EndpointChoice & { readonly signature: Signature }, { keyRing }) => {
    assertEndpointScopes(tx.actor, choice.scopes);
    const created = await createEndpoint(tx, keyRing, choice);
    return { result: created, subject: created.endpoint.id, event: null };
  },
);
