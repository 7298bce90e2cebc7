import { verifyWebhook, type WebhookEvent } from '../../src/client/index.ts';
import { keepInvariants, webhookSecrets } from '../support/after-each.ts';
import { answer, type Received, Receiver } from '../support/receiver.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { tablesWith } from '../support/stored-text.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '4.00');

const ENDPOINT = `id url description eventTypes signature query scopes status disabledReason disabledAt failingSince
  signingKeys { id publicKey expiresAt } createdAt updatedAt`;
const SECRET = `endpoint { ${ENDPOINT} } secret publicKey`;
const CREATE = `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { ${SECRET} } }`;
const UPDATE = `mutation ($input: UpdateWebhookEndpointInput!) { updateWebhookEndpoint(input: $input) { endpoint { ${ENDPOINT} } } }`;
const ROTATE = `mutation ($id: ID!, $overlapHours: Int) { rotateWebhookSecret(id: $id, overlapHours: $overlapHours) { ${SECRET} } }`;
const DELETE = 'mutation ($id: ID!) { deleteWebhookEndpoint(id: $id) { id } }';
const LIST = `{ webhookEndpoints { ${ENDPOINT} } }`;
const DELIVERIES = `query ($filter: DeliveryFilter) { deliveries(filter: $filter, first: 50) { nodes {
  id endpointId eventId eventType sequence orderId status replayId nextAttemptAt failure createdAt completedAt
  attempts { number startedAt durationMs httpStatus failure } event { id type sequence }
} } }`;

interface Endpoint {
  readonly id: string;
  readonly status: string;
  readonly signingKeys: readonly { readonly publicKey: string | null; readonly expiresAt: string | null }[];
}
interface Made {
  readonly endpoint: Endpoint;
  readonly secret: string;
  readonly publicKey: string;
}
interface Delivery {
  readonly eventId: string;
  readonly eventType: string;
  readonly status: string;
  readonly orderId: string | null;
  readonly attempts: readonly { readonly httpStatus: number | null }[];
}
interface Deliveries {
  readonly deliveries: { readonly nodes: readonly Delivery[] };
}

interface Page {
  readonly deliveries: {
    readonly nodes: readonly { readonly eventId: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}
const PAGE =
  'query ($after: String) { deliveries(first: 1, after: $after) { nodes { eventId } pageInfo { hasNextPage endCursor } } }';

let api: TestApi;
let partner: SeededPartner;
let token: string;
let receiver: Receiver;
let placed = 0;

beforeAll(async () => {
  api = await openTestApi({ worker: true, settings: { ONYX_WEBHOOK_LOOPBACK: 'on' } });
  await seedCatalogue(api.house, [JAPAN]);
});
afterAll(() => api.close());
keepInvariants(() => api);

beforeEach(async () => {
  receiver = await Receiver.start();
  partner = await seedPartner(api.house, { wallet: '9999.00', approved: [JAPAN.packageId] });
  token = await api.credential(partner);
});
afterEach(() => receiver.close());

const create = async (input: Readonly<Record<string, unknown>> = {}): Promise<Made> => {
  const variables = { input: { url: `${receiver.url}/hooks`, eventTypes: ['order.*'], ...input } };
  const { data } = await api.ask<{ createWebhookEndpoint: Made }>(token, CREATE, { variables });
  return data.createWebhookEndpoint;
};

const rotate = async (id: string, overlapHours?: number): Promise<Made> => {
  const { data } = await api.ask<{ rotateWebhookSecret: Made }>(token, ROTATE, { variables: { id, overlapHours } });
  return data.rotateWebhookSecret;
};

const update = (id: string, change: Readonly<Record<string, unknown>>) =>
  api.ask<{ updateWebhookEndpoint: { endpoint: Endpoint } }>(token, UPDATE, {
    variables: { input: { id, ...change } },
  });

const listed = async () =>
  (await api.ask<{ webhookEndpoints: readonly Endpoint[] }>(token, LIST)).data.webhookEndpoints;

const order = async (): Promise<string> => {
  placed += 1;
  const { data } = await api.ask<{ createOrder: { order: { id: string } } }>(
    token,
    `mutation { createOrder(input: { packageId: "${JAPAN.packageId}", partnerOrderId: "p-${placed}" }) { order { id } } }`,
    { headers: { 'idempotency-key': `key-${placed}` } },
  );
  return data.createOrder.order.id;
};

const deliveriesOf = async (filter: Readonly<Record<string, unknown>>) =>
  (await api.ask<Deliveries>(token, DELIVERIES, { variables: { filter } })).data.deliveries.nodes;

const untilDeliveries = async (filter: Readonly<Record<string, unknown>>, count: number, status: string) => {
  const isAsWanted = (nodes: readonly Delivery[]) => nodes.filter((one) => one.status === status).length === count;
  const { data } = await api.askUntil<Deliveries>(
    token,
    DELIVERIES,
    (answered) => isAsWanted(answered.data.deliveries.nodes),
    { variables: { filter } },
  );
  return data.deliveries.nodes;
};

const verify = ({ headers, body }: Received, secret: string | readonly string[]): Promise<WebhookEvent> =>
  verifyWebhook(headers, body, secret);

const isSignedWith = async (received: Received, secret: string): Promise<boolean> =>
  verify(received, secret).then(
    () => true,
    () => false,
  );

/** Orders until a webhook was signed as is wanted: whoever sends reads an endpoint again every two seconds. */
const orderUntil = async (isAsWanted: (received: Received) => Promise<boolean>): Promise<void> => {
  for (let count = 0; count < 2_000; count += 1) {
    const before = receiver.all.length;
    await order();
    const received = (await receiver.received(before + 1)).at(before);
    if (received && (await isAsWanted(received))) return;
  }
  throw new Error('not within so many orders');
};

test('an order is heard of step by step, each event once and verified, and the history tells it', async () => {
  const { endpoint, secret } = await create({ description: 'shop' });
  expect(endpoint).toMatchObject({ status: 'ENABLED', signature: 'HMAC_SHA256', scopes: [], description: 'shop' });
  expect(secret).toMatch(/^whsec_/);
  const orderId = await order();
  const events = await Promise.all((await receiver.received(3)).map((one) => verify(one, secret)));
  const types = events.toSorted((a, b) => a.data.sequence - b.data.sequence).map(({ type }) => type);
  expect(types).toEqual(['order.reserved', 'order.provisioning', 'order.esim_ready']);
  expect(events.every(({ data }) => data.orderId === orderId && data.mode === 'sandbox')).toBe(true);
  const nodes = await untilDeliveries({ orderId }, 3, 'DELIVERED');
  expect(nodes.map(({ eventId }) => eventId).toSorted()).toEqual(receiver.ids().toSorted());
  expect(nodes[0]).toMatchObject({
    endpointId: endpoint.id,
    failure: null,
    nextAttemptAt: null,
    replayId: null,
    attempts: [{ number: 1, httpStatus: 200, failure: null }],
    event: { id: nodes[0]?.eventId, type: nodes[0]?.eventType },
  });
  const { data } = await api.ask<{ order: { timeline: readonly { type: string }[] } }>(
    token,
    `{ order(by: { id: "${orderId}" }) { timeline { type occurredAt } } }`,
  );
  expect(data.order.timeline.filter(({ type }) => type === 'webhook.delivered')).toHaveLength(3);
  expect(await listed()).toMatchObject([{ id: endpoint.id, signingKeys: [{ publicKey: null, expiresAt: null }] }]);
});

test('a delivery that fails waits for its next attempt, with the reason', async () => {
  const { endpoint } = await create({ eventTypes: ['order.reserved'] });
  receiver.respond(answer(500));
  const orderId = await order();
  await receiver.received(1);
  const isFailed = ({ attempts }: Delivery) => attempts.length === 1;
  const { data } = await api.askUntil<Deliveries>(
    token,
    DELIVERIES,
    (answered) => answered.data.deliveries.nodes.some(isFailed),
    { variables: { filter: { endpointId: endpoint.id } } },
  );
  expect(data.deliveries.nodes).toMatchObject([
    {
      orderId,
      status: 'PENDING',
      failure: 'STATUS',
      nextAttemptAt: expect.any(String),
      completedAt: null,
      attempts: [{ number: 1, httpStatus: 500, failure: 'STATUS' }],
    },
  ]);
  expect(await deliveriesOf({ statuses: ['FAILED', 'DELIVERED'] })).toEqual([]);
  expect(await deliveriesOf({ eventTypes: ['credential.*'] })).toEqual([]);
});

test('while secrets overlap both sign, and without an overlap the old one signs no more', async () => {
  const first = await create({ eventTypes: ['order.reserved'] });
  const second = await rotate(first.endpoint.id);
  expect(second.endpoint.signingKeys).toMatchObject([{ expiresAt: null }, { expiresAt: expect.any(String) }]);
  await orderUntil((received) => isSignedWith(received, second.secret));
  expect(await isSignedWith(receiver.all.at(-1) as Received, first.secret)).toBe(true); // one was just received
  const third = await rotate(first.endpoint.id, 0);
  expect(third.endpoint.signingKeys).toHaveLength(1);
  await orderUntil((received) => isSignedWith(received, third.secret));
  const last = receiver.all.at(-1) as Received; // as above
  expect(await Promise.all([first, second].map(({ secret }) => isSignedWith(last, secret)))).toEqual([false, false]);
});

test('an endpoint of a key pair is verified with its public key, which every list shows', async () => {
  const { secret, publicKey } = await create({ signature: 'ED25519', eventTypes: ['order.reserved'] });
  expect({ secret, publicKey }).toEqual({ secret: null, publicKey: expect.stringMatching(/^whpk_/) });
  const orderId = await order();
  const [received] = await receiver.received(1);
  expect(received?.headers['webhook-signature']).toMatch(/^v1a,/);
  expect(await verify(received as Received, publicKey)).toMatchObject({ data: { orderId } }); // it was received
  expect(await listed()).toMatchObject([{ signature: 'ED25519', signingKeys: [{ publicKey }] }]);
});

test('a disabled endpoint gets nothing, and what waited for it is failed; enabled, it gets what comes then', async () => {
  const { endpoint } = await create({ eventTypes: ['order.reserved'] });
  receiver.respondNext(answer(503, { 'retry-after': '3600' }));
  await order();
  await receiver.received(1);
  const disabled = await update(endpoint.id, { enabled: false });
  expect(disabled.data.updateWebhookEndpoint.endpoint).toMatchObject({ status: 'DISABLED', disabledReason: 'PARTNER' });
  await untilDeliveries({ endpointId: endpoint.id }, 1, 'FAILED');
  const missed = await order();
  await update(endpoint.id, { enabled: true });
  const heard = await order();
  const nodes = await untilDeliveries({ endpointId: endpoint.id }, 1, 'DELIVERED');
  expect(nodes.map(({ orderId }) => orderId)).toContain(heard);
  expect(nodes.map(({ orderId }) => orderId)).not.toContain(missed);
});

test('an endpoint that was deleted is gone, and its deliveries are still told', async () => {
  const { endpoint } = await create({ eventTypes: ['order.reserved'] });
  await order();
  await untilDeliveries({ endpointId: endpoint.id }, 1, 'DELIVERED');
  const asked = { variables: { id: endpoint.id } };
  expect((await api.ask(token, DELETE, asked)).data).toEqual({ deleteWebhookEndpoint: { id: endpoint.id } });
  expect((await api.ask(token, DELETE, asked)).errors[0]?.extensions.code).toBe('WEBHOOK_ENDPOINT_NOT_FOUND');
  expect(await listed()).toEqual([]);
  expect(await deliveriesOf({ endpointId: endpoint.id })).toHaveLength(1);
});

test('a page of deliveries goes on behind its cursor, newest first', async () => {
  const { endpoint } = await create();
  await order();
  const nodes = await untilDeliveries({ endpointId: endpoint.id }, 3, 'DELIVERED');
  const seen: string[] = [];
  let after: string | null = null;
  for (const hasNextPage of [true, true, false]) {
    const { data }: Answer<Page> = await api.ask<Page>(token, PAGE, { variables: { after } });
    expect(data.deliveries.pageInfo.hasNextPage).toBe(hasNextPage);
    seen.push(...data.deliveries.nodes.map(({ eventId }) => eventId));
    after = data.deliveries.pageInfo.endCursor;
  }
  expect(seen).toEqual(nodes.map(({ eventId }) => eventId));
});

test('a webhook secret is stored sealed alone, in no table as it is', async () => {
  const { endpoint, secret } = await create();
  const signing = [...(await webhookSecrets(api.house)), (await rotate(endpoint.id)).secret.slice('whsec_'.length)];
  expect(signing).toContain(secret.slice('whsec_'.length));
  await order();
  await untilDeliveries({ endpointId: endpoint.id }, 3, 'DELIVERED');
  expect(await tablesWith(api.house, signing)).toEqual([]);
  expect(await tablesWith(api.house, [endpoint.id])).toContain('public.webhook_endpoints');
});

test('what an endpoint’s URL asks for is logged by nobody', async () => {
  const logged = api.log.reader();
  await create({ url: `${receiver.url}/hooks?key=a-secret-of-the-partner` });
  receiver.respond(answer(500));
  await order();
  await receiver.received(3);
  await api.askUntil<Deliveries>(token, DELIVERIES, ({ data }) =>
    data.deliveries.nodes.every(({ attempts }) => attempts.length === 1),
  );
  const lines = logged();
  expect(lines).toContain('webhook attempt failed');
  expect(lines).not.toContain('a-secret-of-the-partner');
});
