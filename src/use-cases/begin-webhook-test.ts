import { beginTest, lockEndpoint, openSecrets, testPing, type WebhookEndpoint } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';
import { newId } from '../kernel/id.ts';

/** What a test is sent with. The secrets never leave the process. */
export interface WebhookTest {
  readonly endpoint: WebhookEndpoint;
  readonly eventId: string;
  readonly secrets: readonly string[];
}

/**
 * Writes the event that tests an endpoint, which no fan-out sends; whoever calls sends it and records what came of it. An
 * endpoint is tested once at a time, disabled or not. Refuses: WEBHOOK_ENDPOINT_NOT_FOUND, WEBHOOK_TEST_IN_PROGRESS.
 */
export const beginWebhookTest = useCase(
  'webhook.test',
  async (tx, { endpointId }: { readonly endpointId: string }, { keyRing }) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    await beginTest(tx, endpointId);
    const secrets = await openSecrets(tx.tables(), keyRing, endpointId, tx.realNow);
    const result: WebhookTest = { endpoint, eventId: newId('event'), secrets };
    return { result, subject: endpointId, event: testPing(endpointId, result.eventId) };
  },
);
