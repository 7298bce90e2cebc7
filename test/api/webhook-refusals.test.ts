import { sql } from 'kysely';
import { newId } from '../../src/kernel/id.ts';
import { ALL_SCOPES } from '../../src/kernel/scopes.ts';
import { keepInvariants } from '../support/after-each.ts';
import { lockAwaited } from '../support/connections.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { seedEndpoint } from '../support/webhooks.ts';

const CREATE =
  'mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { endpoint { id } } }';
const UPDATE =
  'mutation ($input: UpdateWebhookEndpointInput!) { updateWebhookEndpoint(input: $input) { endpoint { id description query scopes eventTypes status } } }';

/** Everything that is asked for by an endpoint's id. */
const BY_ID = {
  update: (id: string) =>
    `mutation { updateWebhookEndpoint(input: { id: "${id}", enabled: false }) { endpoint { id } } }`,
  delete: (id: string) => `mutation { deleteWebhookEndpoint(id: "${id}") { id } }`,
  rotate: (id: string) => `mutation { rotateWebhookSecret(id: "${id}") { secret } }`,
  test: (id: string) => `mutation { sendTestEvent(endpointId: "${id}") { ok } }`,
} as const;

const PUBLIC = 'https://shop.example/webhooks';
const FRAGMENT = 'fragment Payload on Event { order { status } }';

let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ settings: { ONYX_WEBHOOK_LOOPBACK: 'on' } });
});
afterAll(() => api.close());
keepInvariants(() => api);

beforeEach(async () => {
  partner = await seedPartner(api.house);
  token = await api.credential(partner);
});

const create = (input: Readonly<Record<string, unknown>>, bearer = token) =>
  api.ask<{ createWebhookEndpoint: { endpoint: { id: string } } }>(bearer, CREATE, {
    variables: { input: { url: PUBLIC, eventTypes: ['*'], ...input } },
  });

const update = (id: string, change: Readonly<Record<string, unknown>>, bearer = token) =>
  api.ask<{ updateWebhookEndpoint: { endpoint: Readonly<Record<string, unknown>> } }>(bearer, UPDATE, {
    variables: { input: { id, ...change } },
  });

type Refused = Awaited<ReturnType<typeof create>> | Awaited<ReturnType<typeof update>>;

const refusalOf = ({ status, errors }: Refused) => ({ status, ...errors[0]?.extensions });

/** Has changes of one endpoint wait for it, in this order, until all of them do. */
const atOnce = async <Answer>(id: string, ...changes: readonly (() => Promise<Answer>)[]): Promise<Answer[]> => {
  const { database } = api.house;
  const sent: Promise<Answer>[] = [];
  await database
    .tables()
    .transaction()
    .execute(async (tx) => {
      await sql`select from webhook_endpoints where id = ${id} for update`.execute(tx);
      for (const change of changes) {
        sent.push(change());
        await lockAwaited(api.house, sent.length);
      }
    });
  return Promise.all(sent);
};

const everyScopeBut = (...missing: readonly string[]) =>
  api.credential(
    partner,
    ALL_SCOPES.filter((scope) => !missing.includes(scope)),
  );

describe('a URL is refused', () => {
  test.each([
    'http://shop.example/webhooks',
    'https://10.0.0.1/webhooks',
    'https://[fd00::1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://intern.local/',
    'https://user:password@shop.example/',
    'https://shop.example/#part',
    'shop.example',
    '',
  ])('%j, by the sandbox', async (url) => {
    expect(refusalOf(await create({ url }))).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
      problems: [{ field: 'input.url', bound: expect.any(String) }],
    });
  });

  test.each(['http://127.0.0.1:3000/hook', 'https://localhost/hook', 'http://shop.example/'])(
    '%j, by live, whatever the operator allows the sandbox',
    async (url) => {
      const live = await api.credential({ ...partner, mode: 'live' });
      expect(refusalOf(await create({ url }, live))).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect((await create({}, live)).errors).toEqual([]);
    },
  );

  test('in a change as it is at first', async () => {
    const { id } = await seedEndpoint(api.house, partner, { url: PUBLIC });
    expect(refusalOf(await update(id, { url: 'http://10.0.0.1/' }))).toMatchObject({
      problems: [{ field: 'input.url', bound: 'an https URL' }],
    });
  });
});

describe('an argument is refused', () => {
  test.each([
    [{ eventTypes: [] }, 'input.eventTypes'],
    [{ eventTypes: ['order'] }, 'input.eventTypes'],
    [{ eventTypes: ['order.unknown'] }, 'input.eventTypes'],
    [{ eventTypes: Array(51).fill('*') }, 'input.eventTypes'],
    [{ description: '' }, 'input.description'],
    [{ description: 'x'.repeat(201) }, 'input.description'],
    [{ scopes: ['everything'] }, 'input.scopes'],
    [{ scopes: ['activation:read'] }, 'input.scopes'],
  ])('%j, in a new endpoint and in a change', async (change, field) => {
    const { id } = await seedEndpoint(api.house, partner, { url: PUBLIC });
    for (const answered of [await create(change), await update(id, change)]) {
      expect(refusalOf(answered)).toMatchObject({ code: 'BAD_USER_INPUT', problems: [{ field }] });
    }
  });

  test('event types that there are not: each is named, with what its area has', async () => {
    const secret = 'whsec_bm90IGEgc2VjcmV0IGJ1dCBpdCBsb29rcyBsaWtlIG9uZQ==';
    const answered = await create({ eventTypes: ['esim.*', 'wallet.lowbalance', 'orders.ready', secret] });
    expect(answered.errors[0]?.extensions.problems).toEqual([
      {
        field: 'input.eventTypes',
        bound: expect.stringMatching(/: wallet\.lowbalance is none .* There is wallet\.\*, wallet\./),
      },
      {
        field: 'input.eventTypes',
        bound: expect.stringMatching(/: orders\.ready is none .* There is .*order\.\*.*esim\.\*/),
      },
      { field: 'input.eventTypes', bound: expect.stringMatching(/: one is none of them\./) },
    ]);
    expect(answered.text).not.toContain(secret);
  });

  test.each(['url', 'eventTypes', 'scopes', 'enabled'])(
    'null for %s, without which there is no endpoint',
    async (name) => {
      const { id } = await seedEndpoint(api.house, partner, { url: PUBLIC });
      expect(refusalOf(await update(id, { [name]: null }))).toMatchObject({
        code: 'BAD_USER_INPUT',
        problems: [{ field: `input.${name}`, bound: 'not null' }],
      });
    },
  );

  test.each([
    '{ deliveries(filter: { endpointId: "whe_x" }) { nodes { id } } }',
    '{ deliveries(filter: { eventTypes: ["order"] }) { nodes { id } } }',
    '{ deliveries(filter: { eventTypes: [] }) { nodes { id } } }',
    '{ deliveries(filter: { createdFrom: "2026-11-25T00:00:00Z", createdBefore: "2026-11-24T00:00:00Z" }) { nodes { id } } }',
    '{ deliveries(after: "nonsense") { nodes { id } } }',
    'mutation { rotateWebhookSecret(id: "whe_00000000000000000000000000", overlapHours: 169) { secret } }',
    'mutation { sendTestEvent(endpointId: "x") { ok } }',
  ])('%s', async (document) => {
    const { status, errors } = await api.ask(token, document);
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});

test('what a change leaves out stays, and null takes the description and the query away', async () => {
  const made = { url: PUBLIC, description: 'shop', query: FRAGMENT, scopes: ['orders:read'] as const };
  const { id } = await seedEndpoint(api.house, partner, made);
  const changed = async (change: Readonly<Record<string, unknown>>) =>
    (await update(id, change)).data.updateWebhookEndpoint.endpoint;
  expect(await changed({ eventTypes: ['order.*'] })).toEqual({
    id,
    description: 'shop',
    query: FRAGMENT,
    scopes: ['orders:read'],
    eventTypes: ['order.*'],
    status: 'ENABLED',
  });
  expect(await changed({ description: null, query: null })).toMatchObject({
    description: null,
    query: null,
    scopes: ['orders:read'],
  });
});

describe('scopes', () => {
  test('that the credential lacks it cannot give to an endpoint', async () => {
    const narrow = await everyScopeBut('orders:read', 'ledger:read');
    const forbidden = { status: 403, code: 'FORBIDDEN', missingScopes: ['orders:read'] };
    expect(refusalOf(await create({ query: FRAGMENT, scopes: ['orders:read'] }, narrow))).toMatchObject(forbidden);
    const { id } = await seedEndpoint(api.house, partner, { url: PUBLIC });
    expect(refusalOf(await update(id, { scopes: ['orders:read'] }, narrow))).toMatchObject(forbidden);
  });

  test('of an endpoint cannot be used by a credential that lacks them, to have sent to itself what it may not read', async () => {
    const narrow = await everyScopeBut('orders:read');
    const { id } = await seedEndpoint(api.house, partner, { url: PUBLIC, scopes: ['orders:read'] });
    for (const change of [{ url: 'https://elsewhere.example/' }, { query: FRAGMENT }]) {
      expect(refusalOf(await update(id, change, narrow))).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect((await update(id, { description: 'still mine', enabled: false }, narrow)).errors).toEqual([]);
  });

  test('that a query needs are named where the endpoint lacks them, also where they are taken from it later', async () => {
    const refused = { code: 'BAD_WEBHOOK_QUERY', problems: [expect.stringContaining('orders:read')] };
    expect(refusalOf(await create({ query: FRAGMENT }))).toMatchObject(refused);
    const { id } = await seedEndpoint(api.house, partner, { url: PUBLIC, query: FRAGMENT, scopes: ['orders:read'] });
    expect(refusalOf(await update(id, { scopes: [] }))).toMatchObject(refused);
    expect((await update(id, { scopes: [], query: null })).errors).toEqual([]);
  });

  test('and a query that are changed at once stay a pair that was checked, and neither undoes the other', async () => {
    const orderless = 'fragment Payload on Event { type }';
    const { id } = await seedEndpoint(api.house, partner, { url: PUBLIC, query: orderless, scopes: ['orders:read'] });
    const [scopes, harmless, reading] = await atOnce(
      id,
      () => update(id, { scopes: [] }),
      () => update(id, { query: 'fragment Payload on Event { occurredAt }' }),
      () => update(id, { query: FRAGMENT }),
    );
    expect([scopes, harmless].flatMap((answer) => answer?.errors)).toEqual([]);
    expect(reading && refusalOf(reading)).toMatchObject({ code: 'BAD_WEBHOOK_QUERY' });
    expect((await update(id, { description: 'seen' })).data?.updateWebhookEndpoint.endpoint).toMatchObject({
      query: 'fragment Payload on Event { occurredAt }',
      scopes: [],
    });
  });

  test.each(Object.values(BY_ID).map((document) => [document('whe_00000000000000000000000000')] as const))(
    'without webhooks:manage there is no %s',
    async (document) => {
      const { status, errors } = await api.ask(await everyScopeBut('webhooks:manage'), document);
      expect([status, errors[0]?.extensions]).toMatchObject([403, { missingScopes: ['webhooks:manage'] }]);
    },
  );
});

describe('an endpoint of another owner', () => {
  test.each(Object.keys(BY_ID) as (keyof typeof BY_ID)[])(
    'is for %s what one that is not there is, byte for byte',
    async (name) => {
      const others = [await seedPartner(api.house), { ...partner, mode: 'live' } as const];
      const headers = { 'x-request-id': 'one' };
      const absent = await api.ask(token, BY_ID[name](newId('webhookEndpoint')), { headers });
      expect([absent.status, absent.errors[0]?.extensions.code]).toEqual([404, 'WEBHOOK_ENDPOINT_NOT_FOUND']);
      for (const owner of others) {
        const { id } = await seedEndpoint(api.house, owner, { url: PUBLIC });
        const { status, text } = await api.ask(token, BY_ID[name](id), { headers });
        expect([status, text]).toEqual([404, absent.text]);
      }
    },
  );

  test('shows no delivery', async () => {
    const other = await seedPartner(api.house);
    const { id } = await seedEndpoint(api.house, other, { url: 'http://127.0.0.1:9/' });
    await api.ask(await api.credential(other), BY_ID.test(id));
    const { data } = await api.ask(token, `{ deliveries(filter: { endpointId: "${id}" }) { nodes { id } } }`);
    expect(data).toEqual({ deliveries: { nodes: [] } });
  });
});

test('an organisation has twenty endpoints in a mode and no more, until one is deleted', async () => {
  const made: string[] = [];
  for (let count = 0; count < 20; count += 1) made.push((await create({})).data.createWebhookEndpoint.endpoint.id);
  expect(refusalOf(await create({}))).toMatchObject({ status: 409, code: 'TOO_MANY_WEBHOOK_ENDPOINTS', max: 20 });
  expect((await create({}, await api.credential({ ...partner, mode: 'live' }))).errors).toEqual([]);
  await api.ask(token, BY_ID.delete(made[0] ?? ''));
  expect((await create({})).errors).toEqual([]);
});
