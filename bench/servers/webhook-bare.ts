import { Agent } from 'undici';
import { newId } from '../../dist/src/kernel/id.js';
import { newWebhookSecret } from '../../dist/src/kernel/secret.js';
import { signWebhook } from '../../dist/src/kernel/webhook-signature.js';
import { answerParent } from '../child.ts';
import { LANES } from './webhook-protocol.ts';

// The same requests with nothing behind them: events of memory, each signed and sent once, nothing kept of what came of it.

export interface BareQuestion {
  readonly url: string;
  readonly endpoints: number;
  /** Events for each endpoint. */
  readonly events: number;
}

export interface BareAnswer {
  readonly cpuMs: number;
  readonly wallMs: number;
}

const agent = new Agent({ connections: 64, pipelining: 1 });
const { secret } = newWebhookSecret('hmac');

const eventOf = (sequence: number) => {
  const [id, occurredAt] = [newId('event'), new Date().toISOString()];
  const order = { packageId: 'onyx-connect-jp-3gb-30d', catalogueVersion: 'bench', status: 'RESERVED' };
  const said = { ...order, statusReason: null, netPrice: { amount: '4.00', currency: 'USD' } };
  const about = { orderId: newId('order'), partnerOrderId: `bench-${sequence}` };
  return { type: 'order.reserved', timestamp: occurredAt, data: { ...said, id, sequence, occurredAt, ...about } };
};

const post = async (origin: string, path: string, event: ReturnType<typeof eventOf>): Promise<void> => {
  const [body, now] = [JSON.stringify(event), new Date()];
  const headers = {
    'content-type': 'application/json',
    'webhook-id': event.data.id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signWebhook([secret], event.data.id, now, body),
  };
  const answer = await agent.request({ origin, path, method: 'POST', headers, body });
  await answer.body.dump();
};

const sendTo = async (url: string, path: string, events: readonly ReturnType<typeof eventOf>[]): Promise<void> => {
  const waiting = events.values();
  const lane = async (): Promise<void> => {
    for (const event of waiting) await post(url, path, event);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
};

answerParent<BareQuestion, BareAnswer>(async ({ url, endpoints, events }) => {
  const told = Array.from({ length: events }, (_, n) => eventOf(n));
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: endpoints }, (_, n) => sendTo(url, `/${n}`, told)));
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, wallMs: performance.now() - startedAt };
});
