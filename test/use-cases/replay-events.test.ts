import { REPLAY_EVENT_IDS_MAX, type ReplaySelection } from '../../src/domains/webhooks/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/id.ts';
import { fanOutEvents } from '../../src/use-cases/fan-out-events.ts';
import { recordDeliveryAttempts } from '../../src/use-cases/record-delivery-attempts.ts';
import { updateWebhookEndpoint } from '../../src/use-cases/update-webhook-endpoint.ts';
import { systemCall } from '../support/orders.ts';
import { disable, eventIdsOf, madeBy, makeReplay, rangeOf, replay } from '../support/replays.ts';
import { seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { deliveriesOf, eventsOf, orderReserved, seedEndpoint, tell, tellTimes } from '../support/webhooks.ts';

const DAY_MS = 86_400_000;
const URL = 'http://127.0.0.1:9';

const clock = new TestClock();
let house: TestHouse;
let owner: Owner;

beforeAll(async () => {
  house = await openTestHouse(clock);
});

afterAll(() => house.close());

beforeEach(async () => {
  owner = await seedPartner(house);
});

const ask = (selection: ReplaySelection, endpointId: string | null = null) =>
  replay(house, owner, selection, endpointId);

/** The deliveries that a replay made once it has made all of them. */
const made = async (replayId: string) => {
  await makeReplay(house, owner, replayId);
  return madeBy(house, owner, replayId);
};

const idsOf = () => eventIdsOf(house, owner);

const told = async (...types: readonly string[]): Promise<void> => {
  for (const type of types) await tell(house, systemCall(owner), [orderReserved({ type } as never)]); // any data will do
};

const fanOut = () => fanOutEvents(house, systemCall(owner), null);

/** How all that waits came out: delivered, or failed for good. */
const ended = async (failure: 'status' | null): Promise<void> => {
  const waiting = (await deliveriesOf(house, owner)).filter(({ state }) => state === 'pending');
  const now = clock.now();
  const attempts = waiting.map(({ id, endpoint_id }) => ({
    deliveryCreatedAt: now,
    deliveryId: id,
    endpointId: endpoint_id,
    number: 1,
    startedAt: now,
    durationMs: 1,
    httpStatus: failure ? 500 : 200,
    failure,
    nextAttemptAt: null,
  }));
  await recordDeliveryAttempts(house, systemCall(owner), attempts);
};

describe('what is selected', () => {
  test('events by their ids, to every endpoint that wants them, as new deliveries of the same events', async () => {
    await told('order.reserved', 'order.failed', 'order.reserved');
    const [all, some] = [
      await seedEndpoint(house, owner, { url: URL }),
      await seedEndpoint(house, owner, { url: URL, eventTypes: ['order.failed'] }),
    ];
    const ids = await idsOf();
    const asked = await ask({ by: 'events', eventIds: [...ids.slice(0, 2), ...ids.slice(0, 1)] });
    expect(asked).toMatchObject({ eligible: 3, notEligibleCount: 0, created: 0, completedAt: null });
    expect(await made(asked.id)).toEqual([`1 ${all.id}`, `2 ${all.id}`, `2 ${some.id}`]);
    expect(new Set((await deliveriesOf(house, owner)).map(({ event_id }) => event_id))).toEqual(
      new Set(ids.slice(0, 2)),
    );
  });

  test('a range by number and type, to one endpoint', async () => {
    await told('order.reserved', 'order.failed', 'credential.revoked', 'order.failed', 'order.failed');
    await seedEndpoint(house, owner, { url: URL });
    const { id } = await seedEndpoint(house, owner, { url: URL });
    const range = { fromSequence: 2, toSequence: 4 };
    const [whole, failed, orders] = [
      await ask(rangeOf(range), id),
      await ask(rangeOf({ ...range, types: ['order.failed'] }), id),
      await ask(rangeOf({ fromSequence: 3, types: ['order.reserved', 'order.failed'] }), id),
    ];
    expect(await made(whole.id)).toEqual([`2 ${id}`, `3 ${id}`, `4 ${id}`]);
    expect(await made(failed.id)).toEqual([`2 ${id}`, `4 ${id}`]);
    expect(await made(orders.id)).toEqual([`4 ${id}`, `5 ${id}`]);
  });

  test('a range by time', async () => {
    const { id } = await seedEndpoint(house, owner, { url: URL });
    await told('order.reserved');
    clock.advance(1_000);
    const occurredFrom = clock.now();
    await told('order.reserved', 'order.reserved');
    clock.advance(1_000);
    const occurredBefore = clock.now();
    await told('order.reserved');
    const asked = await ask(rangeOf({ occurredFrom, occurredBefore }));
    expect(await made(asked.id)).toEqual([`2 ${id}`, `3 ${id}`]);
  });

  test('what failed since a moment and was not delivered since, each event to its endpoint once', async () => {
    const { id } = await seedEndpoint(house, owner, { url: URL });
    await told('order.reserved');
    await fanOut();
    await ended('status');
    clock.advance(1_000);
    const since = clock.now();
    await told('order.reserved', 'order.reserved', 'order.reserved');
    await fanOut();
    await ended('status');
    clock.advance(1_000);
    const [first = '', second = '', third = ''] = (await idsOf()).slice(1);
    const again = await ask({ by: 'events', eventIds: [first] });
    await makeReplay(house, owner, again.id);
    await ended(null);
    clock.advance(1_000);
    const failedAgain = await ask({ by: 'events', eventIds: [second] });
    await makeReplay(house, owner, failedAgain.id);
    await ended('status');
    clock.advance(1_000);
    const asked = await ask({ by: 'failures', since });
    expect(asked).toMatchObject({ eligible: 2, notEligibleCount: 0 });
    expect(await made(asked.id)).toEqual([`3 ${id}`, `4 ${id}`]);
    expect((await idsOf()).indexOf(third)).toBe(3);
    expect((await ask({ by: 'failures', since })).eligible).toBe(0);
  });

  test('nothing that happens after it was asked for: neither events nor endpoints nor event types', async () => {
    await told('order.reserved', 'order.failed');
    const { id } = await seedEndpoint(house, owner, { url: URL, eventTypes: ['order.reserved'] });
    const asked = await ask(rangeOf());
    await told('order.reserved');
    await seedEndpoint(house, owner, { url: URL });
    await updateWebhookEndpoint(house, systemCall(owner), {
      endpointId: id,
      choice: { eventTypes: ['*'] },
      enabled: null,
      checkQuery: () => undefined,
    });
    expect(asked.eligible).toBe(1);
    expect(await made(asked.id)).toEqual([`1 ${id}`]);
  });
});

describe('what is not sent again', () => {
  test('each event with its reason', async () => {
    await told('order.reserved');
    clock.advance(30 * DAY_MS + 1);
    await told('order.reserved', 'order.failed', 'credential.revoked', 'test.ping');
    const stopped = await seedEndpoint(house, owner, { url: URL, eventTypes: ['order.failed'] });
    await disable(house, owner, stopped.id);
    await seedEndpoint(house, owner, { url: URL, eventTypes: ['order.reserved'] });
    const live = { ...owner, mode: 'live' } as const;
    await tellTimes(house, live, 1);
    const [old = '', fine = '', failed = '', revoked = '', ping = ''] = await idsOf();
    const elsewhere = (await eventsOf(house, live))[0]?.id ?? '';
    const stranger = await seedPartner(house);
    await tellTimes(house, stranger, 1);
    const foreign = (await eventsOf(house, stranger))[0]?.id ?? '';
    const unknown = newId('event');
    const eventIds = [old, fine, failed, revoked, ping, elsewhere, foreign, unknown];
    const asked = await ask({ by: 'events', eventIds });
    expect(asked).toMatchObject({ eligible: 1, notEligibleCount: 7 });
    expect(Object.fromEntries(asked.notEligible.map(({ eventId, reason }) => [eventId, reason]))).toEqual({
      [old]: 'too_old',
      [failed]: 'endpoint_disabled',
      [revoked]: 'type_not_subscribed',
      [ping]: 'test_event',
      [elsewhere]: 'other_mode',
      [foreign]: 'not_found',
      [unknown]: 'not_found',
    });
  });

  test('of a range, the first hundred are listed and all are counted; where nothing is eligible it is complete at once', async () => {
    await tell(
      house,
      systemCall(owner),
      Array.from({ length: 150 }, () => orderReserved()),
    );
    const { id } = await seedEndpoint(house, owner, { url: URL });
    await disable(house, owner, id);
    const asked = await ask(rangeOf(), id);
    expect(asked).toMatchObject({ eligible: 0, notEligibleCount: 151, completedAt: clock.now() });
    expect(asked.notEligible.map(({ eventId }) => eventId)).toEqual((await idsOf()).slice(0, 100));
  });

  test('of what failed, each with the endpoint at which it failed', async () => {
    const [fine, stopped] = [
      await seedEndpoint(house, owner, { url: URL }),
      await seedEndpoint(house, owner, { url: URL }),
    ];
    const since = clock.now();
    await told('order.reserved');
    await fanOut();
    await ended('status');
    clock.advance(1_000);
    await disable(house, owner, stopped.id);
    const asked = await ask({ by: 'failures', since });
    const [eventId] = await idsOf();
    expect(asked).toMatchObject({
      eligible: 1,
      notEligible: [{ eventId, endpointId: stopped.id, reason: 'endpoint_disabled' }],
    });
    expect(await made(asked.id)).toEqual([`1 ${fine.id}`]);
  });

  test('an endpoint that is not the owner’s and too many ids are refused', async () => {
    const stranger = await seedPartner(house);
    const { id } = await seedEndpoint(house, stranger, { url: URL });
    await expect(ask(rangeOf(), id)).rejects.toMatchObject({ code: 'WEBHOOK_ENDPOINT_NOT_FOUND' });
    const eventIds = Array.from({ length: REPLAY_EVENT_IDS_MAX + 1 }, () => newId('event'));
    await expect(ask({ by: 'events', eventIds })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
