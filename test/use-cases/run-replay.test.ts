import { sql } from 'kysely';
import { listReplayProgress } from '../../src/domains/webhooks/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { fanOutEvents } from '../../src/use-cases/fan-out-events.ts';
import { recordDeliveryAttempts } from '../../src/use-cases/record-delivery-attempts.ts';
import { systemCall } from '../support/orders.ts';
import {
  disable,
  enable,
  eventIdsOf,
  madeBy,
  makeReplay,
  rangeOf,
  replay,
  stepReplay,
  tellMany,
} from '../support/replays.ts';
import { seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { deliveriesOf, seedEndpoint, tellTimes } from '../support/webhooks.ts';

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

const MANY = 1_300;

test('failures are made once each, though the attempts ended between two milliseconds', async () => {
  const { id: endpointId } = await seedEndpoint(house, owner, { url: URL });
  await tellMany(house, owner, MANY);
  while ((await fanOutEvents(house, systemCall(owner), null)).hasMore);
  const { rows } = await sql<{ id: string; createdAt: Date }>`
    select id, created_at as "createdAt" from deliveries where endpoint_id = ${endpointId}`.execute(
    house.database.tables(),
  );
  const attempts = rows.map(({ id: deliveryId, createdAt: deliveryCreatedAt }) => ({
    deliveryId,
    deliveryCreatedAt,
    endpointId,
    number: 1,
    startedAt: clock.now(),
    durationMs: 12.34,
    httpStatus: 500,
    failure: 'status' as const,
    nextAttemptAt: null,
  }));
  await recordDeliveryAttempts(house, systemCall(owner), attempts);
  clock.advance(1_000);
  const asked = await replay(house, owner, { by: 'failures', since: new Date(0) });
  for (let step = 0; step < 5; step += 1) await stepReplay(house, owner, asked.id);
  const made = await madeBy(house, owner, asked.id);
  expect([asked.eligible, made.length, new Set(made).size]).toEqual([MANY, MANY, MANY]);
  expect((await stepReplay(house, owner, asked.id)).hasMore).toBe(false);
});

test.each([
  ['a range', rangeOf()],
  ['what failed', { by: 'failures', since: new Date(0) } as const],
])('%s is made once however often it is begun again and by however many at once', async (_, selection) => {
  const endpoints = [
    await seedEndpoint(house, owner, { url: URL }),
    await seedEndpoint(house, owner, { url: URL, eventTypes: ['order.*'] }),
  ];
  await tellMany(house, owner, MANY);
  if (selection.by === 'failures') {
    while ((await fanOutEvents(house, systemCall(owner), null)).hasMore);
    for (const { id } of endpoints) {
      await disable(house, owner, id);
      await enable(house, owner, id);
    }
    clock.advance(1_000);
  }
  const asked = await replay(house, owner, selection);
  const disabledEvents = selection.by === 'range' ? 0 : 2;
  expect([asked.eligible, (await eventIdsOf(house, owner)).length]).toEqual([2 * MANY, MANY + disabledEvents]);
  await stepReplay(house, owner, asked.id);
  const [{ pending = 0 } = {}] = await listReplayProgress(house.database.tables(), [asked.id]);
  expect(pending).toBe(500);
  await Promise.all([1, 2, 3].map(() => stepReplay(house, owner, asked.id)));
  await makeReplay(house, owner, asked.id);
  const made = await madeBy(house, owner, asked.id);
  expect([made.length, new Set(made).size]).toEqual([2 * MANY, 2 * MANY]);
  await makeReplay(house, owner, asked.id);
  expect(await madeBy(house, owner, asked.id)).toHaveLength(2 * MANY);
});

test('of twenty that are asked for at once three run; when one is complete there is room for another', async () => {
  await seedEndpoint(house, owner, { url: URL });
  await tellTimes(house, owner, 1);
  const ask = () => replay(house, owner, rangeOf());
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, ask));
  const began = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.id] : []));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
  expect([began.length, new Set(refused)]).toEqual([3, new Set(['TOO_MANY_REPLAYS'])]);
  await makeReplay(house, owner, began[0] ?? '');
  expect((await ask()).eligible).toBe(1);
});

test('what it makes for an endpoint that was disabled meanwhile ends as failed, and can be asked for again', async () => {
  const { id } = await seedEndpoint(house, owner, { url: URL });
  await tellTimes(house, owner, 1);
  const asked = await replay(house, owner, rangeOf());
  await disable(house, owner, id);
  expect(await stepReplay(house, owner, asked.id)).toEqual({ endpointIds: [], hasMore: false });
  const made = (await deliveriesOf(house, owner)).filter((one) => one.replay_id === asked.id);
  expect(made).toMatchObject([{ state: 'failed', failure: 'endpoint_disabled' }]);
  await enable(house, owner, id);
  clock.advance(1_000);
  expect((await replay(house, owner, { by: 'failures', since: asked.createdAt })).eligible).toBe(1);
});
