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
import { isScope, type Scope } from '../kernel/scopes.ts';

interface UpdateWebhookEndpoint {
  readonly endpointId: string;
  /** What changes; the rest stays. */
  readonly choice: Partial<EndpointChoice>;
  /** Whether it gets events; null where that stays. */
  readonly enabled: boolean | null;
  /** Judges a query with the scopes that it is resolved with, as both would stand once the endpoint is changed. */
  readonly checkQuery: (query: string, scopes: readonly Scope[]) => void;
}

/**
 * Changes an endpoint. Disabled, what waits for it ends as failed; enabled, it gets the events from then on, and what it
 * missed can be replayed. Whoever changes what is read for it or where that goes must hold its scopes: else a credential
 * could have sent to itself what it may not read. A query and its scopes are checked as a pair while the endpoint is
 * locked: nobody's other change can come between them. Whoever calls has checked the URL.
 * Refuses: WEBHOOK_ENDPOINT_NOT_FOUND, BAD_USER_INPUT, FORBIDDEN.
 */
export const updateWebhookEndpoint = useCase(
  'webhook.update',
  async (tx, { endpointId, choice, enabled, checkQuery }: UpdateWebhookEndpoint) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    const { query, scopes } = { ...endpoint, ...choice };
    const held = scopes.filter(isScope);
    const isResolvedAnew = choice.query !== undefined || choice.scopes !== undefined;
    if (isResolvedAnew && query !== null) checkQuery(query, held);
    if (isResolvedAnew || choice.url !== undefined) assertEndpointScopes(tx.actor, held);
    await changeEndpoint(tx, endpoint, choice);
    const isEnabled = endpoint.state === 'enabled';
    if (enabled === true && !isEnabled) await enableEndpoint(tx, endpoint);
    const failed = enabled === false && isEnabled ? await stopEndpoint(tx, endpoint, 'partner') : null;
    const result: WebhookEndpoint = await getEndpoint(tx.tables(), tx.owner, endpointId);
    const event = failed === null ? null : endpointDisabled(endpoint, 'partner', failed);
    return { result, subject: endpointId, event };
  },
);
