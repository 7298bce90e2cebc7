import {
  changeEndpoint,
  type EndpointChoice,
  enableEndpoint,
  endpointDisabled,
  getEndpoint,
  lockEndpoint,
  stopEndpoint,
  type WebhookEndpoint,
} from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface UpdateWebhookEndpoint {
  readonly endpointId: string;
  /** What changes; the rest stays. */
  readonly choice: Partial<EndpointChoice>;
  /** Whether it gets events; null where that stays. */
  readonly enabled: boolean | null;
}

/**
 * Changes an endpoint. Disabled, what waits for it ends as failed; enabled, it gets the events from then on, and what it
 * missed can be replayed. Refuses: WEBHOOK_ENDPOINT_NOT_FOUND, BAD_USER_INPUT.
 */
export const updateWebhookEndpoint = useCase(
  'webhook.update',
  async (tx, { endpointId, choice, enabled }: UpdateWebhookEndpoint) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    await changeEndpoint(tx, endpoint, choice);
    const isEnabled = endpoint.state === 'enabled';
    if (enabled === true && !isEnabled) await enableEndpoint(tx, endpoint);
    const failed = enabled === false && isEnabled ? await stopEndpoint(tx, endpoint, 'partner') : null;
    const result: WebhookEndpoint = await getEndpoint(tx.tables(), tx.owner, endpointId);
    const event = failed === null ? null : endpointDisabled(endpoint, 'partner', failed);
    return { result, subject: endpointId, event };
  },
);
