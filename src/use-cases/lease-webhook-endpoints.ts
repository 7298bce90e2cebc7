import { leaseEndpoints } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface LeaseWebhookEndpoints {
  readonly endpointIds: readonly string[];
  readonly holder: string;
  readonly leaseMs: number;
}

/**
 * Takes endpoints for the process that sends to them, in the order of the ids; null where another one has it or it is not
 * enabled.
 */
export const leaseWebhookEndpoints = useCase(
  'webhook.lease',
  async (tx, { endpointIds, holder, leaseMs }: LeaseWebhookEndpoints) => {
    tx.waitForNoDisk(); // forgotten, they are taken again
    const expiresAt = new Date(tx.now.getTime() + leaseMs);
    return { result: await leaseEndpoints(tx, endpointIds, { holder, expiresAt }), subject: null, event: null };
  },
);
