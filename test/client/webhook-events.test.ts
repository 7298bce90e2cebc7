import { type ShapedWebhookEvent, verifyWebhook, type WebhookEvent } from '../../src/client/index.ts';
import { newWebhookSecret } from '../../src/kernel/secret.ts';
import { signWebhook } from '../../src/kernel/webhook-signature.ts';

const BASE = {
  id: 'evt_01kx3v9q6refwb5n8t2m4d7c0h',
  sequence: 412,
  mode: 'sandbox',
  occurredAt: '2026-11-24T09:00:00.000Z',
  orderId: 'ord_01kx3v9q5gfz2avx0s8cwm6t4e',
  partnerOrderId: 'A-1001',
} as const;

/** A handler as a partner writes it: the compiler knows in each branch what the event brings. */
const told = (event: WebhookEvent): string => {
  // @ts-expect-error before its type is known nobody knows of an eSIM
  const early: unknown = event.data.iccid;
  if (event.type === 'order.esim_ready') {
    const iccid: string = event.data.iccid;
    // @ts-expect-error an eSIM that is ready has no endpoint
    return `${iccid} ${event.data.netPrice.amount} ${event.data.endpointId ?? ''}`;
  }
  const { type, data } = event;
  switch (type) {
    case 'webhook.endpoint_disabled': {
      const reason: 'PARTNER' | 'GONE' | 'FAILING' = data.reason;
      return `${reason} ${data.deliveriesFailed}`;
    }
    case 'catalogue.price_change':
      return data.packageIds.map((packageId: string) => packageId).join();
    case 'order.reserved':
    case 'order.failed':
      return data.statusReason ?? data.status;
    default:
      return `${type} ${data.sequence} ${early === undefined}`;
  }
};

/** What is left once every known type was looked at is an event of a newer server. */
const isLater = (event: WebhookEvent): string | null => {
  switch (event.type) {
    case 'catalogue.price_change':
    case 'catalogue.published':
    case 'credential.exposed':
    case 'credential.revoked':
    case 'credential.rotated':
    case 'esim.downloaded':
    case 'esim.expired':
    case 'esim.failed':
    case 'esim.installed':
    case 'live_access.approved':
    case 'live_access.refused':
    case 'order.esim_ready':
    case 'order.failed':
    case 'order.installed':
    case 'order.manual_review':
    case 'order.provisioning':
    case 'order.refunded':
    case 'order.reserved':
    case 'refund.approved':
    case 'refund.completed':
    case 'refund.rejected':
    case 'refund.requested':
    case 'test.ping':
    case 'usage.exhausted':
    case 'usage.threshold':
    case 'dispute.accepted':
    case 'dispute.opened':
    case 'dispute.rejected':
    case 'invoice.issued':
    case 'invoice.paid':
    case 'invoice.voided':
    case 'wallet.low_balance':
    case 'webhook.endpoint_disabled':
      return null;
    default: {
      const whatever: unknown = event.data.whatever;
      return `${event.type} ${whatever}`;
    }
  }
};

const { secret } = newWebhookSecret('hmac');

/** What a receiver is given for an event of this type and data. */
const delivered = (type: string, data: Readonly<Record<string, unknown>>) => {
  const body = JSON.stringify({ type, timestamp: BASE.occurredAt, data: { ...data, ...BASE } });
  const at = new Date();
  const headers = {
    'webhook-id': BASE.id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signWebhook([secret], BASE.id, at, body),
  };
  return { headers, body };
};

test('the type of an event tells what its data has', async () => {
  const ready = delivered('order.esim_ready', { iccid: '8944000000000000012', netPrice: { amount: '4.50' } });
  expect(told(await verifyWebhook(ready.headers, ready.body, secret))).toBe('8944000000000000012 4.50 ');
  const disabled = delivered('webhook.endpoint_disabled', { reason: 'GONE', deliveriesFailed: 3 });
  expect(told(await verifyWebhook(disabled.headers, disabled.body, secret))).toBe('GONE 3');
});

test('an event of a type that a newer server added is one with what every event has', async () => {
  const { headers, body } = delivered('order.invented', { whatever: 7 });
  const event = await verifyWebhook(headers, body, secret);
  expect(told(event)).toBe('order.invented 412 true');
  expect(isLater(event)).toBe('order.invented 7');
});

test('the data of an endpoint with a query has the type that the receiver names', async () => {
  const { headers, body } = delivered('order.reserved', { order: { status: 'RESERVED' } });
  type Shaped = ShapedWebhookEvent<{ readonly order: { readonly status: string } | null }>;
  const { data } = await verifyWebhook<Shaped>(headers, body, secret);
  // @ts-expect-error what the query did not ask for is not there
  expect(data.netPrice).toBeUndefined();
  expect([data.sequence, data.order?.status, data.errors]).toEqual([412, 'RESERVED', undefined]);
});
