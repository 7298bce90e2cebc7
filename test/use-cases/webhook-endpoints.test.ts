import { listAttempts, listDeliveries, listEndpoints, openSecrets } from '../../src/domains/webhooks/index.ts';
import { newId } from '../../src/kernel/id.ts';
import { advanceSandboxClock } from '../../src/use-cases/advance-sandbox-clock.ts';
import { beginWebhookTest } from '../../src/use-cases/begin-webhook-test.ts';
import { createWebhookEndpoint } from '../../src/use-cases/create-webhook-endpoint.ts';
import { deleteWebhookEndpoint } from '../../src/use-cases/delete-webhook-endpoint.ts';
import { recordForgedTest } from '../../src/use-cases/record-forged-test.ts';
import { rotateWebhookSecret } from '../../src/use-cases/rotate-webhook-secret.ts';
import { updateWebhookEndpoint } from '../../src/use-cases/update-webhook-endpoint.ts';
import { callOf } from '../support/credentials.ts';
import { partnerCall } from '../support/orders.ts';
import { type SeededPartner, seedPartner, seedShownWebhooks } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf, seedEndpoint } from '../support/webhooks.ts';

const clock = new TestClock();
const CHOICE = {
  url: 'https://shop.example/webhooks',
  description: null,
  eventTypes: ['*'],
  query: null,
  scopes: [],
  signature: 'hmac',
} as const;

let house: TestHouse;
let owner: SeededPartner;

beforeAll(async () => {
  house = await openTestHouse(clock);
});
afterAll(() => house.close());
beforeEach(async () => {
  owner = await seedPartner(house);
});

const endpoints = () => listEndpoints(house.database.tables(), owner);

const codesOf = (results: readonly PromiseSettledResult<unknown>[]): readonly unknown[] =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));

test('twenty-five endpoints made at once are twenty, and the rest is TOO_MANY_WEBHOOK_ENDPOINTS', async () => {
  const making = Array.from({ length: 25 }, () => createWebhookEndpoint(house, partnerCall(owner), CHOICE));
  expect(codesOf(await Promise.allSettled(making))).toEqual(Array(5).fill('TOO_MANY_WEBHOOK_ENDPOINTS'));
  expect(await endpoints()).toHaveLength(20);
});

test('an endpoint is deleted once, however many ask for it at once', async () => {
  const { id } = await seedEndpoint(house, owner, { url: CHOICE.url });
  const deleting = Array.from({ length: 20 }, () =>
    deleteWebhookEndpoint(house, partnerCall(owner), { endpointId: id }),
  );
  expect(codesOf(await Promise.allSettled(deleting))).toEqual(Array(19).fill('WEBHOOK_ENDPOINT_NOT_FOUND'));
  expect(await endpoints()).toEqual([]);
});

test('disabled by twenty at once, it is disabled once and told of once', async () => {
  const { id } = await seedEndpoint(house, owner, { url: CHOICE.url });
  const change = { endpointId: id, choice: {}, enabled: false, checkQuery: () => undefined } as const;
  await Promise.all(Array.from({ length: 20 }, () => updateWebhookEndpoint(house, partnerCall(owner), change)));
  expect(await endpoints()).toMatchObject([{ state: 'disabled', disabledReason: 'partner' }]);
  expect((await eventsOf(house, owner)).map(({ type }) => type)).toEqual(['webhook.endpoint_disabled']);
});

test('however often a secret is rotated, three sign at most, the newest of them', async () => {
  const { id } = await seedEndpoint(house, owner, { url: CHOICE.url });
  const rotation = { endpointId: id, overlapHours: 24 };
  const given: (string | null)[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    given.push((await rotateWebhookSecret(house, partnerCall(owner), rotation)).secret.secret);
  }
  const signing = await openSecrets(house.database.tables(), house.keyRing, id, clock.now());
  expect(signing).toEqual(given.slice(-3).toReversed());
});

test('a secret that was replaced at once signs nothing more, also where the sandbox is ahead of real time', async () => {
  const { id } = await seedEndpoint(house, owner, { url: CHOICE.url });
  await advanceSandboxClock(house, partnerCall(owner), { seconds: 86_400 });
  const { secret } = await rotateWebhookSecret(house, partnerCall(owner), { endpointId: id, overlapHours: 0 });
  expect(await openSecrets(house.database.tables(), house.keyRing, id, clock.now())).toEqual([secret.secret]);
});

test('a credential gives an endpoint no scope that it lacks, and nobody gives it activation material', async () => {
  const call = callOf(owner, 'crd_test', ['webhooks:manage', 'orders:read']);
  await expect(
    createWebhookEndpoint(house, call, { ...CHOICE, scopes: ['orders:read', 'ledger:read'] }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN', details: { missingScopes: ['ledger:read'] } });
  await expect(
    createWebhookEndpoint(house, partnerCall(owner), { ...CHOICE, scopes: ['activation:read'] }),
  ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await endpoints()).toEqual([]);
});

test.each([
  [
    'update',
    (id: string) =>
      updateWebhookEndpoint(house, partnerCall(owner), {
        endpointId: id,
        choice: {},
        enabled: null,
        checkQuery: () => undefined,
      }),
  ],
  ['rotate', (id: string) => rotateWebhookSecret(house, partnerCall(owner), { endpointId: id, overlapHours: 1 })],
  ['delete', (id: string) => deleteWebhookEndpoint(house, partnerCall(owner), { endpointId: id })],
  ['test', (id: string) => beginWebhookTest(house, partnerCall(owner), { endpointId: id })],
] as const)('%s is WEBHOOK_ENDPOINT_NOT_FOUND for an unknown endpoint and for another owner’s', async (_, act) => {
  const others = await seedEndpoint(house, await seedPartner(house), { url: CHOICE.url });
  for (const id of [newId('webhookEndpoint'), others.id]) {
    await expect(act(id)).rejects.toMatchObject({ code: 'WEBHOOK_ENDPOINT_NOT_FOUND' });
  }
});

test('a test whose process died holds up the next one for half a minute and no longer', async () => {
  const { id } = await seedEndpoint(house, owner, { url: CHOICE.url });
  const begin = () => beginWebhookTest(house, partnerCall(owner), { endpointId: id });
  await begin();
  await expect(begin()).rejects.toMatchObject({ code: 'WEBHOOK_TEST_IN_PROGRESS' });
  clock.advance(30_000);
  await expect(begin()).resolves.toMatchObject({ endpoint: { id } });
  expect((await eventsOf(house, owner)).map(({ type }) => type)).toEqual(['test.ping', 'test.ping']);
});

test('a test is a delivery that is over, with its attempt', async () => {
  const endpointId = await seedShownWebhooks(house, owner);
  const { rows } = await listDeliveries(house.database.tables(), owner, { endpointId }, { first: 5, after: null });
  expect(rows).toMatchObject([{ eventType: 'test.ping', state: 'delivered', nextAttemptAt: null, replayId: null }]);
  const attempts = await listAttempts(house.database.tables(), [rows[0]?.id ?? '', newId('delivery')]);
  expect(attempts).toMatchObject([[{ number: 1, httpStatus: 204, failure: null }], []]);
});

test('the first refusal of a bad signature is the one that is kept', async () => {
  const endpointId = await seedShownWebhooks(house, owner);
  const first = (await endpoints())[0]?.firstRefusedAt;
  clock.advance(1_000);
  expect(await recordForgedTest(house, partnerCall(owner), { endpointId, isRefused: true })).toBe(false);
  expect((await endpoints())[0]?.firstRefusedAt).toEqual(first);
});
