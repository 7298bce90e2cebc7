import { deleteEndpoint, lockEndpoint, type WebhookEndpoint } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/** Takes an endpoint away for good; what waits for it ends as failed, and its history stays. Refuses: WEBHOOK_ENDPOINT_NOT_FOUND. */
export const deleteWebhookEndpoint = useCase('webhook.delete', async (tx, input: { readonly endpointId: string }) => {
  const endpoint: WebhookEndpoint = await lockEndpoint(tx, input.endpointId);
  await deleteEndpoint(tx, endpoint);
  return { result: endpoint, subject: endpoint.id, event: null };
});
