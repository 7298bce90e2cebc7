import { leaseEndpoint } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface LeaseWebhookEndpoint {
  readonly endpointId: string;
  readonly holder: string;
  readonly leaseMs: number;
}

/** Takes an endpoint for the process that sends to it; null where another one has it or it is not enabled. */
export const leaseWebhookEndpoint = useCase(
  'webhook.lease',
  async (tx, { endpointId, holder, leaseMs }: LeaseWebhookEndpoint, { keyRing }) => {
    tx.waitForNoDisk(); // forgotten, it is taken again
    const expiresAt = new Date(tx.now.getTime() + leaseMs);
    return { result: await leaseEndpoint(tx, keyRing, { endpointId, holder, expiresAt }), subject: null, event: null };
  },
);
