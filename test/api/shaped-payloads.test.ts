import { buildSchema, isObjectType } from 'graphql';
import { type ShapedWebhookEvent, verifyWebhook } from '../../src/client/index.ts';
import { checkEventFragment } from '../../src/graphql/event-fragment.ts';
import { newId } from '../../src/kernel/id.ts';
import { keepInvariants } from '../support/after-each.ts';
import { JP } from '../support/orders.ts';
import { type Received, Receiver } from '../support/receiver.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { eventsOf, seedEndpoint, tellTimes } from '../support/webhooks.ts';

const PRICE = `fragment Payload on Event {
  kind: type
  order { status netPrice { amount currency } package { displayName } }
}`;
const CREATE = `mutation ($input: CreateWebhookEndpointInput!) {
  createWebhookEndpoint(input: $input) { endpoint { id } secret }
}`;
const ORDER = `mutation ($input: CreateOrderInput!, $key: String!) {
  createOrder(input: $input) @idempotent(key: $key) { order { id } }
}`;
const DRY_RUN = `query ($eventId: ID!, $query: String, $scopes: [String!]! = []) {
  webhookDryRun(eventId: $eventId, query: $query, scopes: $scopes) { body }
}`;

interface Made {
  readonly createWebhookEndpoint: { readonly endpoint: { readonly id: string }; readonly secret: string };
}
interface DryRun {
  readonly webhookDryRun: { readonly body: { readonly data: Readonly<Record<string, unknown>> } };
}

let api: TestApi;
let partner: SeededPartner;
let token: string;
let receiver: Receiver;
let placed = 0;

beforeAll(async () => {
  api = await openTestApi({ worker: true, settings: { ONYX_WEBHOOK_LOOPBACK: 'on' } });
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});
afterAll(() => api.close());
keepInvariants(() => api);

beforeEach(async () => {
  receiver = await Receiver.start();
  partner = await seedPartner(api.house, { wallet: '100.00', approved: [JP] });
  token = await api.credential(partner);
});
afterEach(() => receiver.close());

const create = (input: object, by = token) => {
  const choice = { url: `${receiver.url}/in`, eventTypes: ['order.esim_ready'], ...input };
  return api.ask<Made>(by, CREATE, { variables: { input: choice } });
};

const order = async (): Promise<void> => {
  placed += 1;
  const input = { packageId: JP, partnerOrderId: `shaped-${placed}` };
  const { errors } = await api.ask(token, ORDER, { variables: { input, key: `key-${placed}` } });
  expect(errors).toEqual([]);
};

const firstOf = async (count = 1): Promise<Received> => {
  const [first] = await receiver.received(count);
  if (!first) throw new Error('one was received');
  return first;
};

const dryRun = async (variables: Readonly<Record<string, unknown>>, by = token) =>
  api.ask<DryRun>(by, DRY_RUN, { variables });

describe('a payload', () => {
  test('is what the fragment of its endpoint asks for, signed, beside what every event has', async () => {
    const scopes = ['orders:read', 'ledger:read'];
    const { data, errors } = await create({ query: PRICE, scopes });
    expect(errors).toEqual([]);
    await order();
    const { headers, body } = await firstOf();
    const { secret } = data.createWebhookEndpoint;
    api.secrets.add(secret.replace('whsec_', ''));
    const event = await verifyWebhook<ShapedWebhookEvent<object>>(headers, body, secret);
    const [logged] = (await eventsOf(api.house, partner)).filter(({ type }) => type === 'order.esim_ready');
    expect(event.data).toEqual({
      kind: 'order.esim_ready',
      order: {
        status: 'ESIM_READY',
        netPrice: { amount: '4.00', currency: 'USD' },
        package: { displayName: 'JP 3 GB, 30 days' },
      },
      id: logged?.id,
      sequence: 3,
      mode: 'sandbox',
      occurredAt: logged?.occurredAt.toISOString(),
      orderId: logged?.orderId,
      partnerOrderId: logged?.partnerOrderId,
    });
    const previewed = await dryRun({ eventId: logged?.id, query: PRICE, scopes });
    expect(JSON.stringify(previewed.data.webhookDryRun.body)).toBe(body);
  });

  test('is the standard one without a fragment, as the dry run says', async () => {
    await create({});
    await order();
    const { headers, body } = await firstOf();
    const previewed = await dryRun({ eventId: headers['webhook-id'], query: null });
    expect(JSON.stringify(previewed.data.webhookDryRun.body)).toBe(body);
    expect(previewed.data.webhookDryRun.body.data).toMatchObject({ status: 'ESIM_READY', packageId: JP });
  });

  test('tells which of its fields could not be read, and has the others', async () => {
    const query = 'fragment Payload on Event { order { status netPrice { amount } } }';
    await seedEndpoint(api.house, partner, { url: receiver.url, query, scopes: ['orders:read'] });
    await order();
    await receiver.received(3);
    for (const { body } of receiver.all) {
      expect(JSON.parse(body).data).toMatchObject({
        order: { status: expect.any(String), netPrice: null },
        errors: [{ code: 'FORBIDDEN', path: ['order', 'netPrice'] }],
      });
    }
  });

  test('has what every event has where its fragment does not fit the schema any more', async () => {
    await seedEndpoint(api.house, partner, { url: receiver.url, query: 'fragment Payload on Event { gone }' });
    await tellTimes(api.house, partner, 1);
    const { body, headers } = await firstOf();
    const { data } = JSON.parse(body);
    expect(data).toMatchObject({ id: headers['webhook-id'], sequence: 1, partnerOrderId: 'partner-1' });
    expect(data.errors).toEqual([{ code: 'GRAPHQL_VALIDATION_FAILED', path: [] }]);
  });

  test('is charged to nobody and is no request', async () => {
    await create({ query: PRICE, scopes: ['orders:read', 'ledger:read'], eventTypes: ['*'] });
    const pointsLeft = async () => (await api.ask(token, '{ viewer { mode } }')).cost?.bucket.remaining ?? 0;
    const before = await pointsLeft();
    await tellTimes(api.house, partner, 40);
    await receiver.received(40);
    expect(before - (await pointsLeft())).toBeLessThanOrEqual(1);
    const requests = api.log.find({ msg: 'request', organisationId: partner.organisationId });
    expect(requests.filter(({ rootField }) => rootField === 'event')).toEqual([]);
  });
});

const needs = (field: string, scope: string) => `${field} needs ${scope}, which the endpoint does not have.`;
const NOT_ONE = 'It is not one fragment on Event, such as `fragment Payload on Event { type }`.';

describe('a fragment is refused', () => {
  test.each([
    ['operation', '{ events { nodes { id } } }', [NOT_ONE]],
    ['named operation', 'query Q { viewer { mode } }', [NOT_ONE]],
    ['fragment on another type', 'fragment P on Order { id }', [NOT_ONE]],
    ['second fragment', 'fragment P on Event { id } fragment Q on Event { id }', [NOT_ONE]],
    ['operation beside it', 'fragment P on Event { id } { viewer { mode } }', [NOT_ONE]],
    ['end that is missing', 'fragment P on Event {', ['Line 1: This is not GraphQL.']],
    [
      'field that is not there',
      'fragment P on Event {\n  id\n  price\n}',
      ['Line 3: Cannot query field "price" on type "Event".'],
    ],
    [
      'argument that is not there',
      'fragment P on Event { order { id(a: "whsec_secret") } }',
      [expect.stringMatching(/^Line 1: Unknown argument/)],
    ],
    ['circle', 'fragment P on Event { ...P }', [expect.stringMatching(/Cannot spread fragment "P" within itself/)]],
    [
      'variable',
      'fragment P on Event { id @include(if: $yes) }',
      [expect.stringMatching(/Variable "\$yes" is not defined/)],
    ],
    [
      'alias of what every payload has',
      'fragment P on Event { mode: type }',
      ['Every payload has a field `mode` of its own: choose another alias.'],
    ],
    [
      'alias of its errors',
      'fragment P on Event { errors: type }',
      ['Every payload has a field `errors` of its own: choose another alias.'],
    ],
    [
      'length of more than 8 kB',
      `fragment P on Event { ${'x'.repeat(8_192)} }`,
      ['It is too long: at most 8192 bytes.'],
    ],
    [
      'number of tokens',
      `fragment P on Event { ${'id '.repeat(2_001)} }`,
      ['It is too large: at most 2000 of tokens.'],
    ],
    [
      'number of aliases',
      `fragment P on Event { ${Array.from({ length: 31 }, (_, n) => `a${n}: id`).join(' ')} }`,
      ['It is too large: at most 30 of aliases.'],
    ],
    [
      'field without its scope',
      'fragment P on Event { order { netPrice { amount } } }',
      [needs('Event.order', 'orders:read'), needs('Order.netPrice', 'ledger:read')],
    ],
  ])('for %s', async (_, query, problems) => {
    for (const { status, errors } of [await create({ query }), await dryRun({ eventId: newId('event'), query })]) {
      expect([status, errors[0]?.extensions]).toMatchObject([400, { code: 'BAD_WEBHOOK_QUERY', problems }]);
      expect(JSON.stringify(errors)).not.toContain('whsec_secret');
    }
  });

  test('where it asks for activation material, whatever the scopes', () => {
    const schema = buildSchema('type Query { event(id: ID!): Event } type Event { id: ID lpa: String }');
    const event = schema.getType('Event');
    if (!isObjectType(event)) throw new Error('it is there');
    Object.assign(event.getFields().lpa ?? {}, { extensions: { scope: 'activation:read' } });
    const check = () => checkEventFragment(schema, 'fragment P on Event { id lpa }', ['activation:read']);
    expect(check).toThrow(
      expect.objectContaining({ details: { problems: ['Event.lpa is never part of a payload.'] } }),
    );
  });

  test.each([
    [['orders:read'], 403, { code: 'FORBIDDEN', missingScopes: ['orders:read'] }],
    [['activation:read'], 400, { code: 'BAD_USER_INPUT' }],
    [['orders:write'], 400, { code: 'BAD_USER_INPUT' }],
  ])('with scopes %j that its maker lacks or that nobody gives', async (scopes, status, extensions) => {
    const narrow = await api.credential(partner, ['webhooks:manage', 'events:replay', 'activation:read']);
    const query = 'fragment P on Event { type }';
    await tellTimes(api.house, partner, 1);
    const [event] = await eventsOf(api.house, partner);
    const answers = [
      await create({ query, scopes }, narrow),
      await dryRun({ eventId: event?.id, query, scopes }, narrow),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.errors[0]?.extensions]).toMatchObject([status, extensions]);
    }
  });
});

test("a dry run reads the caller's own events alone", async () => {
  const other = await seedPartner(api.house);
  await tellTimes(api.house, other, 1);
  const [event] = await eventsOf(api.house, other);
  const answers: string[] = [];
  for (const eventId of [event?.id, newId('event')]) {
    for (const query of [null, 'fragment P on Event { type }']) {
      const { status, text } = await dryRun({ eventId, query });
      answers.push(`${status} ${text.replace(/req_\w+/, '')}`);
    }
  }
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^404 .*EVENT_NOT_FOUND/);
});
