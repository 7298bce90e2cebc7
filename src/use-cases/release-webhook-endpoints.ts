import { releaseEndpoints } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface ReleaseWebhookEndpoints {
  readonly endpointIds: readonly string[];
  readonly holder: string;
}

/** Gives endpoints back, so that any process may send to them, and whether something is due for each, in the order of the ids. */
export const releaseWebhookEndpoints = useCase(
  'webhook.release',
  async (tx, { endpointIds, holder }: ReleaseWebhookEndpoints) => {
    tx.waitForNoDisk();
    return { result: await releaseEndpoints(tx, endpointIds, holder), subject: null, event: null };
  },
);
