import { createEndpoint, type EndpointChoice, type Signature } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/**
 * Adds a webhook endpoint and gives it with its secret, this once. Whoever calls has checked its URL, its query and that
 * the caller holds its scopes. Refuses: BAD_USER_INPUT, TOO_MANY_WEBHOOK_ENDPOINTS.
 */
export const createWebhookEndpoint = useCase(
  'webhook.create',
  async (tx, choice: EndpointChoice & { readonly signature: Signature }, { keyRing }) => {
    const created = await createEndpoint(tx, keyRing, choice);
    return { result: created, subject: created.endpoint.id, event: null };
  },
);
