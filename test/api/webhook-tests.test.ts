import type { ServerResponse } from 'node:http';
import { verifyWebhook } from '../../src/client/index.ts';
import { keepInvariants } from '../support/after-each.ts';
import { answer, type Behaviour, drop, Receiver } from '../support/receiver.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { type Answer, openTestApi, type TestApi } from '../support/test-api.ts';
import { deliveriesOf, eventsOf, seedEndpoint } from '../support/webhooks.ts';

const TEST = `mutation ($id: ID!, $bad: Boolean) { sendTestEvent(endpointId: $id, badSignature: $bad) {
  ok eventId attempt { number httpStatus failure durationMs } delivery { eventType status failure attempts { number httpStatus } } } }`;

interface Tested {
  readonly sendTestEvent: {
    readonly ok: boolean;
    readonly eventId: string;
    readonly attempt: { readonly httpStatus: number | null; readonly failure: string | null };
    readonly delivery: { readonly status: string; readonly failure: string | null } | null;
  };
}

let api: TestApi;
let partner: SeededPartner;
let token: string;
let receiver: Receiver;

beforeAll(async () => {
  api = await openTestApi({ settings: { ONYX_WEBHOOK_LOOPBACK: 'on' } });
});
afterAll(() => api.close());
keepInvariants(() => api);

beforeEach(async () => {
  receiver = await Receiver.start();
  partner = await seedPartner(api.house);
  token = await api.credential(partner);
});
afterEach(() => receiver.close());

const run = (id: string, bad = false): Promise<Answer<Tested>> =>
  api.ask<Tested>(token, TEST, { variables: { id, bad } });

const tested = async (id: string, bad = false) => (await run(id, bad)).data.sendTestEvent;

const checksOf = async (): Promise<Readonly<Record<string, string | null>>> => {
  const { data } = await api.ask<{ launchReadiness: { checks: { check: string; evidence: string | null }[] } }>(
    token,
    '{ launchReadiness { checks { check state evidence } } }',
  );
  const { checks } = data.launchReadiness;
  return Object.fromEntries(
    checks.filter(({ check }) => check.startsWith('WEBHOOK_')).map((one) => [one.check, one.evidence]),
  );
};

/** A partner's endpoint as it should be: it verifies before it answers. */
const verifying =
  (secret: string): Behaviour =>
  (response, { headers, body }) => {
    verifyWebhook(headers, body, secret).then(
      () => response.writeHead(204).end(),
      () => response.writeHead(401).end(),
    );
  };

test('is sent at once with the secret of the endpoint, whatever it subscribes to, and kept in the history', async () => {
  const { id, secret } = await seedEndpoint(api.house, partner, { url: receiver.url, eventTypes: ['order.failed'] });
  const { ok, eventId, delivery, attempt } = await tested(id);
  expect({ ok, delivery, attempt }).toMatchObject({
    ok: true,
    attempt: { number: 1, httpStatus: 200, failure: null },
    delivery: {
      eventType: 'test.ping',
      status: 'DELIVERED',
      failure: null,
      attempts: [{ number: 1, httpStatus: 200 }],
    },
  });
  const [received] = receiver.all;
  const event = await verifyWebhook(received?.headers ?? {}, received?.body ?? '', secret);
  expect(event).toMatchObject({
    type: 'test.ping',
    data: { id: eventId, endpointId: id, sequence: 1, mode: 'sandbox' },
  });
});

test.each([
  ['answers 500', answer(500), { httpStatus: 500, failure: 'STATUS' }],
  ['answers 410', answer(410), { httpStatus: 410, failure: 'GONE' }],
  ['ends the connection', drop, { httpStatus: null, failure: 'RESET' }],
] as const)('tells of an endpoint that %s, once and without any other attempt', async (_, behaviour, attempt) => {
  const { id } = await seedEndpoint(api.house, partner, { url: receiver.url });
  receiver.respond(behaviour);
  const shown = await tested(id);
  expect(shown).toMatchObject({ ok: false, attempt, delivery: { status: 'FAILED', failure: attempt.failure } });
  expect(await deliveriesOf(api.house, partner)).toMatchObject([{ state: 'failed', next_attempt_at: null }]);
  const { data } = await api.ask(token, '{ webhookEndpoints { status failingSince } }');
  expect(data).toEqual({ webhookEndpoints: [{ status: 'ENABLED', failingSince: null }] });
  expect(await checksOf()).toEqual({ WEBHOOK_DELIVERED: null, WEBHOOK_SIGNATURE_REFUSED: null });
});

test('reaches a disabled endpoint too', async () => {
  const { id } = await seedEndpoint(api.house, partner, { url: receiver.url });
  await api.ask(
    token,
    `mutation { updateWebhookEndpoint(input: { id: "${id}", enabled: false }) { endpoint { id } } }`,
  );
  expect(await tested(id)).toMatchObject({ ok: true });
  expect(receiver.all).toHaveLength(1);
});

test('shows both launch checks of webhooks, each by its own answer', async () => {
  const { id, secret } = await seedEndpoint(api.house, partner, { url: receiver.url });
  receiver.respond(verifying(secret));
  expect(await tested(id, true)).toMatchObject({ ok: true, delivery: null, attempt: { httpStatus: 401 } });
  expect(await checksOf()).toEqual({ WEBHOOK_DELIVERED: null, WEBHOOK_SIGNATURE_REFUSED: id });
  expect(await tested(id)).toMatchObject({ ok: true, delivery: { status: 'DELIVERED' } });
  expect(await checksOf()).toEqual({ WEBHOOK_DELIVERED: id, WEBHOOK_SIGNATURE_REFUSED: id });
  expect(await deliveriesOf(api.house, partner)).toHaveLength(1);
});

test.each([
  ['takes it', answer(200)],
  ['is broken', answer(500)],
  ['is away', drop],
] as const)('with a bad signature is not passed by an endpoint that %s', async (_, behaviour) => {
  const { id } = await seedEndpoint(api.house, partner, { url: receiver.url });
  receiver.respond(behaviour);
  expect(await tested(id, true)).toMatchObject({ ok: false, delivery: null });
  expect(await checksOf()).toEqual({ WEBHOOK_DELIVERED: null, WEBHOOK_SIGNATURE_REFUSED: null });
});

test('with a bad signature is signed in the scheme of the endpoint, with a key that is not its own', async () => {
  const { id, publicKey } = await seedEndpoint(api.house, partner, { url: receiver.url, signature: 'ed25519' });
  receiver.respond(verifying(publicKey));
  expect(await tested(id, true)).toMatchObject({ ok: true });
  expect(receiver.all[0]?.headers['webhook-signature']).toMatch(/^v1a,/);
});

test('of an endpoint is made once at a time, and another endpoint is not held up', async () => {
  const { id } = await seedEndpoint(api.house, partner, { url: receiver.url });
  const other = await seedEndpoint(api.house, partner, { url: receiver.url });
  const held: ServerResponse[] = [];
  receiver.respondNext((response) => held.push(response));
  const first = run(id);
  await receiver.received(1);
  expect((await run(id)).errors[0]?.extensions).toMatchObject({ code: 'WEBHOOK_TEST_IN_PROGRESS', retry: 'later' });
  expect(await tested(other.id)).toMatchObject({ ok: true });
  held[0]?.writeHead(204).end();
  expect((await first).data.sendTestEvent.ok).toBe(true);
  expect(await tested(id)).toMatchObject({ ok: true });
  const events = (await eventsOf(api.house, partner)).filter(({ type }) => type === 'test.ping');
  expect(events.map(({ id: eventId }) => eventId).toSorted()).toEqual(receiver.ids().toSorted());
});

test('asked for twenty times at once is refused or made, each one that was made with an event of its own', async () => {
  const { id } = await seedEndpoint(api.house, partner, { url: receiver.url });
  const answers = await Promise.all(Array.from({ length: 20 }, () => run(id)));
  const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
  expect(codes.filter((code) => code !== 'WEBHOOK_TEST_IN_PROGRESS')).toEqual([]);
  expect(new Set(receiver.ids()).size).toBe(20 - codes.length);
  expect(receiver.all).toHaveLength(20 - codes.length);
});

test('costs as much as a hundred fields', async () => {
  const { id } = await seedEndpoint(api.house, partner, { url: receiver.url });
  expect((await run(id)).cost?.requested).toBeGreaterThanOrEqual(100);
});
