import { keepInvariants } from '../support/after-each.ts';
import { systemCall } from '../support/orders.ts';
import { answer, Receiver } from '../support/receiver.ts';
import { disable, eventIdsOf, rangeOf, replay, tellMany } from '../support/replays.ts';
import { type SeededPartner, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { orderReserved, seedEndpoint, tell } from '../support/webhooks.ts';

let api: TestApi;
let partner: SeededPartner;
let token: string;
let receiver: Receiver;

beforeAll(async () => {
  api = await openTestApi({ worker: true, settings: { ONYX_WEBHOOK_LOOPBACK: 'on' } });
});

afterAll(() => api.close());

keepInvariants(() => api);

beforeEach(async () => {
  receiver = await Receiver.start();
  partner = await seedPartner(api.house);
  token = await api.credential(partner, ['events:replay']);
});

afterEach(() => receiver.close());

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly eligible: number;
  readonly notEligibleCount: number;
  readonly notEligible: readonly { readonly eventId: string; readonly reason: string }[];
  readonly created: number;
  readonly delivered: number;
  readonly failed: number;
  readonly pending: number;
}

const FIELDS = `id status endpointId eligible notEligibleCount notEligible { eventId endpointId reason }
  created delivered failed pending createdAt completedAt`;

const REPLAY = `mutation ($input: ReplayEventsInput!) { replayEvents(input: $input) { replay { ${FIELDS} } } }`;

const ask = (input: unknown, bearer = token) =>
  api.ask<{ readonly replayEvents: { readonly replay: Shown } }>(bearer, REPLAY, { variables: { input } });

const refusalOf = async (input: unknown, bearer = token) => {
  const { errors } = await ask(input, bearer);
  return [errors[0]?.extensions.code, errors[0]?.extensions.problems];
};

/** How a replay stands once all of it was sent. */
const sent = async (id: string): Promise<Shown> => {
  const query = `query ($id: ID!) { replay(id: $id) { ${FIELDS} } }`;
  const isSent = ({ status, pending }: Shown) => status === 'COMPLETED' && pending === 0;
  type Answered = { readonly replay: Shown };
  const { data } = await api.askUntil<Answered>(token, query, (now) => isSent(now.data.replay), { variables: { id } });
  return data.replay;
};

test('a replay says at once what it will send and why not the rest, sends it in the background, and tells how far it is', async () => {
  await tellMany(api.house, partner, 700);
  await tell(api.house, systemCall(partner), [orderReserved({ type: 'credential.revoked' } as never)]); // any data will do
  await seedEndpoint(api.house, partner, { url: receiver.url, eventTypes: ['order.*'] });
  const { data, errors } = await ask({ selection: { range: { fromSequence: 101 } } });
  expect(errors).toEqual([]);
  const ids = await eventIdsOf(api.house, partner);
  expect(data.replayEvents.replay).toMatchObject({
    status: 'RUNNING',
    eligible: 600,
    notEligibleCount: 1,
    notEligible: [{ eventId: ids[700], endpointId: null, reason: 'TYPE_NOT_SUBSCRIBED' }],
    created: 0,
  });
  const done = await sent(data.replayEvents.replay.id);
  expect(done).toMatchObject({ created: 600, delivered: 600, failed: 0 });
  expect(receiver.ids().toSorted()).toEqual(ids.slice(100, 700).toSorted());
});

test('what failed is sent again once its endpoint is well', async () => {
  const { id } = await seedEndpoint(api.house, partner, { url: receiver.url });
  const failedSince = api.house.clock.now();
  receiver.respond(answer(410));
  await tellMany(api.house, partner, 3);
  const steward = await api.credential(partner, ['webhooks:manage']);
  const isDisabled = '{ webhookEndpoints { status disabledReason } }';
  await api.askUntil(steward, isDisabled, ({ text }) => text.includes('GONE'));
  expect((await ask({ selection: { failedSince } })).data.replayEvents.replay).toMatchObject({
    eligible: 0,
    notEligible: [1, 2, 3].map(() => ({ endpointId: id, reason: 'ENDPOINT_DISABLED' })),
  });
  receiver.respond(answer(200));
  await api.ask(
    steward,
    'mutation ($id: ID!) { updateWebhookEndpoint(input: { id: $id, enabled: true }) { endpoint { id } } }',
    {
      variables: { id },
    },
  );
  const { data } = await ask({ selection: { failedSince }, endpointId: id });
  expect(await sent(data.replayEvents.replay.id)).toMatchObject({ created: 3, delivered: 3 });
  expect((await ask({ selection: { failedSince } })).data.replayEvents.replay.eligible).toBe(0);
});

test('the replays of an owner are listed newest first, and those of others do not exist', async () => {
  const { id: endpointId } = await seedEndpoint(api.house, partner, { url: receiver.url });
  await disable(api.house, partner, endpointId);
  const [first, second] = [
    await replay(api.house, partner, rangeOf()),
    await replay(api.house, partner, rangeOf(), endpointId),
  ];
  const LIST =
    'query ($after: String) { replays(first: 1, after: $after) { nodes { id endpointId } pageInfo { endCursor hasNextPage } } }';
  type Page = { readonly replays: { readonly pageInfo: { readonly endCursor: string } } };
  const page = await api.ask<Page>(token, LIST);
  const { endCursor: after } = page.data.replays.pageInfo;
  expect(page.data.replays).toMatchObject({ nodes: [{ id: second.id, endpointId }], pageInfo: { hasNextPage: true } });
  expect((await api.ask(token, LIST, { variables: { after } })).data).toMatchObject({
    replays: { nodes: [{ id: first.id, endpointId: null }], pageInfo: { hasNextPage: false } },
  });
  const stranger = await api.credential(await seedPartner(api.house), ['events:replay']);
  const ONE = 'query ($id: ID!) { replay(id: $id) { id } }';
  const asked = { variables: { id: first.id }, headers: { 'x-request-id': 'the-same' } };
  const unknown = { ...asked, variables: { id: `rpl_${'0'.repeat(26)}` } };
  const [foreign, none] = [await api.ask(stranger, ONE, asked), await api.ask(stranger, ONE, unknown)];
  expect(foreign.errors[0]?.extensions.code).toBe('REPLAY_NOT_FOUND');
  expect(foreign.text).toBe(none.text);
  expect((await api.ask(stranger, LIST)).data).toMatchObject({ replays: { nodes: [] } });
});

describe('what is refused', () => {
  const range = (change: object) => ({ selection: { range: change } });
  const problem = (field: string) => [expect.objectContaining({ field: expect.stringContaining(field) })];

  test.each([
    ['an id of something else', { selection: { eventIds: ['ord_1'] } }, 'eventIds'],
    ['no id at all', { selection: { eventIds: [] } }, 'eventIds'],
    ['more ids than may be', { selection: { eventIds: Array(1_001).fill(`evt_${'0'.repeat(26)}`) } }, 'eventIds'],
    ['a range without a beginning', range({ toSequence: 5 }), 'selection.range'],
    ['a range of no numbers', range({ fromSequence: 0 }), 'fromSequence'],
    ['numbers turned round', range({ fromSequence: 6, toSequence: 5 }), 'fromSequence'],
    [
      'a period turned round',
      range({ occurredFrom: '2026-11-24T09:00:01Z', occurredBefore: '2026-11-24T09:00:00Z' }),
      'occurredFrom',
    ],
    ['a type that there is not', range({ fromSequence: 1, types: ['order'] }), 'range.types'],
    ['an endpoint of no such form', { ...range({ fromSequence: 1 }), endpointId: 'whe_1' }, 'endpointId'],
  ])('%s', async (_, input, field) => {
    expect(await refusalOf(input)).toEqual(['BAD_USER_INPUT', problem(field)]);
  });

  test('two selections at once', async () => {
    const both = { selection: { failedSince: '2026-11-24T09:00:00Z', range: { fromSequence: 1 } } };
    expect((await ask(both)).errors).toHaveLength(1);
  });

  test('another owner’s endpoint, as one that there is not', async () => {
    const { id } = await seedEndpoint(api.house, await seedPartner(api.house), { url: receiver.url });
    const refusals = [id, `whe_${'0'.repeat(26)}`].map((endpointId) =>
      refusalOf({ ...range({ fromSequence: 1 }), endpointId }),
    );
    expect(await Promise.all(refusals)).toEqual(Array(2).fill(['WEBHOOK_ENDPOINT_NOT_FOUND', undefined]));
  });

  test('a credential without the scope', async () => {
    const other = await api.credential(partner, ['webhooks:manage']);
    expect((await refusalOf(range({ fromSequence: 1 }), other))[0]).toBe('FORBIDDEN');
  });
});
