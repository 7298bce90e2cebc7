import { lockEndpoint, rotateSecret } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface RotateWebhookSecret {
  readonly endpointId: string;
  /** How long the secrets before it go on signing beside it, 0 to 168. */
  readonly overlapHours: number;
}

/** Gives an endpoint a new secret, shown this once; both sign until the overlap ends. Refuses: WEBHOOK_ENDPOINT_NOT_FOUND. */
export const rotateWebhookSecret = useCase(
  'webhook.rotate_secret',
  async (tx, { endpointId, overlapHours }: RotateWebhookSecret, { keyRing }) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    const secret = await rotateSecret(tx, keyRing, endpoint, overlapHours);
    return { result: { endpoint, secret }, subject: endpointId, event: null };
  },
);
