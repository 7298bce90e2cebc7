import { releaseEndpoint } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface ReleaseWebhookEndpoint {
  readonly endpointId: string;
  readonly holder: string;
}

/** Gives an endpoint back, so that any process may send to it, and whether something is due for it. */
export const releaseWebhookEndpoint = useCase(
  'webhook.release',
  async (tx, { endpointId, holder }: ReleaseWebhookEndpoint) => {
    tx.waitForNoDisk();
    return { result: await releaseEndpoint(tx, endpointId, holder), subject: null, event: null };
  },
);
