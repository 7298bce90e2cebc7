import { OnyxClient, type ShapedWebhookEvent, verifyWebhook } from '../../src/client/index.ts';
import { answer, type Received, Receiver } from '../support/receiver.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';

const JAPAN = packageDraft('JP', '10.00');

let api: TestApi;
let receiver: Receiver;
let client: OnyxClient;

beforeAll(async () => {
  [api, receiver] = await Promise.all([
    openTestApi({ worker: true, settings: { ONYX_WEBHOOK_LOOPBACK: 'on' } }),
    Receiver.start(),
  ]);
  await seedCatalogue(api.house, [JAPAN]);
  const partner = await seedPartner(api.house, { wallet: '100.00', approved: [JAPAN.packageId] });
  client = new OnyxClient({ url: api.url, credential: await api.credential(partner) });
});
afterAll(async () => {
  await api.close();
  await receiver.close();
});

const eventOf = (received: Received | undefined, secret: string) =>
  verifyWebhook(received?.headers ?? {}, received?.body ?? '', secret);

test('the client walks the whole way of a webhook: endpoint, test, order, history, replay, rotation and end', async () => {
  const made = await client.createWebhookEndpoint({ url: `${receiver.url}/hook`, eventTypes: ['order.*'] });
  const { id } = made.endpoint;
  const { secret } = made;
  expect((await client.webhookEndpoints()).map((endpoint) => endpoint.id)).toEqual([id]);

  expect(await client.sendTestEvent(id)).toMatchObject({ ok: true, delivery: { status: 'DELIVERED' } });
  expect((await eventOf(receiver.all[0], secret)).type).toBe('test.ping');
  receiver.respondNext(answer(401));
  expect(await client.sendTestEvent(id, { badSignature: true })).toMatchObject({ ok: true, delivery: null });

  const input = { packageId: JAPAN.packageId, partnerOrderId: 'A-1' };
  await client.createOrder(input, { idempotencyKey: 'A-1' });
  const orders = (await receiver.received(5)).slice(2);
  const events = await Promise.all(orders.map((received) => eventOf(received, secret)));
  const ready = events.find((event) => event.type === 'order.esim_ready');
  expect(events.map(({ type }) => type).sort()).toEqual(['order.esim_ready', 'order.provisioning', 'order.reserved']);
  const iccid: string | undefined = ready?.data.iccid;
  expect(iccid).toMatch(/^\d{19,20}$/);

  const { nodes } = await client.events({ filter: { types: ['order.*'] } });
  expect(nodes.map(({ sequence }) => sequence)).toEqual(events.map(({ data }) => data.sequence).sort((a, b) => a - b));
  const [first] = nodes;
  expect(await client.event(first?.id ?? '')).toEqual(first);
  const history = await client.deliveries({ filter: { eventId: first?.id ?? '' } });
  expect(history.nodes).toMatchObject([{ endpointId: id, eventType: 'order.reserved', replayId: null }]);
  const tests = await client.deliveries({ filter: { eventTypes: ['test.ping'] } });
  expect(tests.nodes).toMatchObject([
    { status: 'DELIVERED', attempts: [{ number: 1, httpStatus: 200, failure: null }] },
  ]);

  const replay = await client.replayEvents({ selection: { eventIds: [first?.id ?? ''] }, endpointId: id });
  expect(replay).toMatchObject({ eligible: 1, notEligible: [] });
  expect((await receiver.received(6)).at(-1)?.headers['webhook-id']).toBe(first?.id);
  expect(await client.replay(replay.id)).toMatchObject({ id: replay.id, eligible: 1 });
  expect((await client.replays()).nodes.map((one) => one.id)).toEqual([replay.id]);

  const next = await client.rotateWebhookSecret(id, { overlapHours: 1 });
  expect(next.endpoint.signingKeys).toHaveLength(2);
  expect(next.secret).not.toBe(secret);
  expect((await client.updateWebhookEndpoint({ id, enabled: false })).status).toBe('DISABLED');
  expect(await client.deleteWebhookEndpoint(id)).toEqual({ id });
  expect(await client.webhookEndpoints()).toEqual([]);
});

test('what a fragment makes of an event is seen before an endpoint is given it, and has the type that is named', async () => {
  const { nodes } = await client.events({ filter: { types: ['order.reserved'] }, first: 1 });
  const query = 'fragment Payload on Event { order { partnerOrderId status } }';
  const body = await client.webhookDryRun(nodes[0]?.id ?? '', { query, scopes: ['orders:read'] });
  type Shaped = ShapedWebhookEvent<{ readonly order: { readonly partnerOrderId: string } | null }>;
  expect((body as Shaped).data.order?.partnerOrderId).toBe('A-1'); // what this query makes
  expect((body as Shaped).data.sequence).toBe(nodes[0]?.sequence); // and what every event has
});
