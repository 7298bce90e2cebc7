import {
  assertEndpointScopes,
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
import { isScope } from '../kernel/scopes.ts';

interface UpdateWebhookEndpoint {
  readonly endpointId: string;
  /** What changes; the rest stays. */
  readonly choice: Partial<EndpointChoice>;
  /** Whether it gets events; null where that stays. */
  readonly enabled: boolean | null;
}

/**
 * Changes an endpoint. Disabled, what waits for it ends as failed; enabled, it gets the events from then on, and what it
 * missed can be replayed. Whoever changes what is read for it or where that goes must hold its scopes: else a credential
 * could have sent to itself what it may not read. Whoever calls has checked the URL and the query.
 * Refuses: WEBHOOK_ENDPOINT_NOT_FOUND, BAD_USER_INPUT, FORBIDDEN.
 */
export const updateWebhookEndpoint = useCase(
  'webhook.update',
  async (tx, { endpointId, choice, enabled }: UpdateWebhookEndpoint) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    const { url, query, scopes } = choice;
    const isDirected = url !== undefined || query !== undefined || scopes !== undefined;
    if (isDirected) assertEndpointScopes(tx.actor, scopes ?? endpoint.scopes.filter(isScope));
    await changeEndpoint(tx, endpoint, choice);
    const isEnabled = endpoint.state === 'enabled';
    if (enabled === true && !isEnabled) await enableEndpoint(tx, endpoint);
    const failed = enabled === false && isEnabled ? await stopEndpoint(tx, endpoint, 'partner') : null;
    const result: WebhookEndpoint = await getEndpoint(tx.tables(), tx.owner, endpointId);
    const event = failed === null ? null : endpointDisabled(endpoint, 'partner', failed);
    return { result, subject: endpointId, event };
  },
);
