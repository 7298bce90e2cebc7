import { type DisabledReason, endpointDisabled, lockEndpoint, stopEndpoint } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface DisableWebhookEndpoint {
  readonly endpointId: string;
  readonly reason: DisabledReason;
}

/**
 * Stops an endpoint that asked for it or failed for too long, ends what waits for it as failed, and tells the owner. One
 * that is disabled already stays as it is. Gives whether it was stopped. Refuses: WEBHOOK_ENDPOINT_NOT_FOUND.
 */
export const disableWebhookEndpoint = useCase(
  'webhook.disable',
  async (tx, { endpointId, reason }: DisableWebhookEndpoint) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    if (endpoint.state !== 'enabled') return { result: false, subject: null, event: null };
    const failed = await stopEndpoint(tx, endpoint, reason);
    return { result: true, subject: endpointId, event: endpointDisabled(endpoint, reason, failed) };
  },
);
