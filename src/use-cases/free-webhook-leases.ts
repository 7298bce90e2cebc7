import { freeLeases } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/** Takes the endpoints of processes that died from them, so that others send to them at once; gives how many. */
export const freeWebhookLeases = useCase('webhook.free_leases', async (tx, holders: readonly string[]) => ({
  result: await freeLeases(tx, holders),
  subject: null,
  event: null,
}));
