import { sql } from 'kysely';
import { RequestRecorder } from '../../src/adapters/request-recorder.ts';
import { REQUEST_RETENTION_DAYS } from '../../src/domains/requests/index.ts';
import type { Partner } from '../../src/kernel/actor.ts';
import { newRequestFacts, type Visit } from '../../src/kernel/request-facts.ts';
import { turnRequestDays } from '../../src/use-cases/turn-request-days.ts';
import { keepInvariants } from '../support/after-each.ts';
import { CapturedLog } from '../support/captured-log.ts';
import { issued } from '../support/credentials.ts';
import { partnerCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

interface Entry {
  readonly credentialId: string;
  readonly requestId: string;
  readonly operationName: string | null;
  readonly rootField: string | null;
  readonly httpStatus: number;
  readonly codes: readonly string[];
  readonly cost: number | null;
  readonly address: string;
  readonly userAgent: string | null;
  readonly isNewAddress: boolean;
  readonly isNewOperation: boolean;
}

interface Activity {
  readonly activity: {
    readonly nodes: readonly Entry[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const ACTIVITY = `query Activity($filter: ActivityFilter, $first: Int! = 50, $after: String) {
  activity(filter: $filter, first: $first, after: $after) {
    nodes {
      id occurredAt credentialId requestId operationType operationName rootField httpStatus codes durationMs cost address
      userAgent isNewAddress isNewOperation
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});
afterAll(() => api.close());
keepInvariants(() => api);

const withCredential = async (): Promise<{ partner: SeededPartner; token: string; id: string }> => {
  const partner = await seedPartner(api.house);
  const { id, token } = await issued(api.house, partner);
  api.secrets.add(token.slice(token.lastIndexOf('_') + 1));
  return { partner, token, id };
};

/** The activity once it has all of these requests. */
const activityWith = async (token: string, requestIds: readonly string[], variables: object = {}) => {
  const isThere = ({ data }: { readonly data: Activity }): boolean =>
    requestIds.every((id) => data.activity.nodes.some(({ requestId }) => requestId === id));
  return (await api.askUntil<Activity>(token, ACTIVITY, isThere, { variables: { ...variables } })).data.activity;
};

const send = async (token: string, query: string, headers: Readonly<Record<string, string>> = {}): Promise<string> =>
  (await api.ask(token, query, { headers })).headers.get('x-request-id') ?? '';

const VIEWER = 'query Who { viewer { mode } }';

describe('activity', () => {
  test('shows what a request was, what became of it, and what was new about it', async () => {
    const { token, id } = await withCredential();
    const ids = [
      await send(token, VIEWER, { 'user-agent': 'shop/1.2' }),
      await send(token, VIEWER, { 'user-agent': 'shop/1.2' }),
      await send(token, '{ order(by: { partnerOrderId: "none" }) { id } }'),
    ];
    const { nodes } = await activityWith(token, ids, { filter: { credentialId: id } });
    const [first, second, refused] = ids.map((one) => nodes.find(({ requestId }) => requestId === one));
    expect(first).toMatchObject({
      credentialId: id,
      operationType: 'query',
      operationName: 'Who',
      rootField: 'viewer',
      httpStatus: 200,
      codes: [],
      cost: 1,
      address: '127.0.0.1',
      userAgent: 'shop/1.2',
      isNewAddress: true,
      isNewOperation: true,
    });
    expect(second).toMatchObject({ isNewAddress: false, isNewOperation: false });
    expect(refused).toMatchObject({ codes: ['ORDER_NOT_FOUND'], isNewAddress: false, isNewOperation: true });
    expect(nodes.map(({ requestId }) => requestId).filter((one) => ids.includes(one))).toEqual(ids.toReversed());
  });

  test('is narrowed by operation, code, period and news, and goes on behind a cursor', async () => {
    const { token } = await withCredential();
    const ids = [await send(token, VIEWER), await send(token, '{ wallet { currency } }'), await send(token, '{ no }')];
    await activityWith(token, ids);
    const idsOf = async (variables: object): Promise<readonly string[]> =>
      (await activityWith(token, [], variables)).nodes.map(({ requestId }) => requestId);
    const [viewer, wallet, invalid] = ids;
    expect(await idsOf({ filter: { operation: 'Who' } })).toEqual([viewer]);
    expect(await idsOf({ filter: { operation: 'wallet' } })).toEqual([wallet]);
    expect(await idsOf({ filter: { code: 'GRAPHQL_VALIDATION_FAILED' } })).toEqual([invalid]);
    expect(await idsOf({ filter: { before: '2020-01-01T00:00:00Z' } })).toEqual([]);
    expect(await idsOf({ filter: { newOnly: true, before: new Date(Date.now() + 60_000).toISOString() } })).toEqual(
      expect.arrayContaining([viewer, wallet]),
    );
    const page = await activityWith(token, [], { first: 1, filter: { operation: 'viewer' } });
    expect(page.pageInfo.hasNextPage).toBe(false);
    const two = await activityWith(token, [], { first: 2 });
    const next = await activityWith(token, [], { first: 200, after: two.pageInfo.endCursor });
    expect(next.nodes.map(({ requestId }) => requestId)).toContain(viewer);
    expect(next.nodes).not.toEqual(expect.arrayContaining([two.nodes[0]]));
  });

  test('of another organisation, and without the scope, is not shown', async () => {
    const [ours, theirs] = [await withCredential(), await withCredential()];
    await activityWith(ours.token, [await send(ours.token, VIEWER)]);
    const seen = await activityWith(theirs.token, [], { filter: { credentialId: ours.id } });
    expect(seen.nodes).toEqual([]);
    const narrow = await api.credential(ours.partner, ['orders:read']);
    const { errors } = await api.ask(narrow, ACTIVITY);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('refuses a period turned round and a cursor of another list', async () => {
    const { token } = await withCredential();
    const turned = { filter: { from: '2026-02-01T00:00:00Z', before: '2026-01-01T00:00:00Z' } };
    for (const variables of [turned, { after: 'nothing' }]) {
      const { errors } = await api.ask(token, ACTIVITY, { variables });
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  test('holds no secret that a client put into its user agent or its operation', async () => {
    const { token } = await withCredential();
    const secret = token.slice(token.lastIndexOf('_') + 1);
    const id = await send(token, `query ${token} { viewer { mode } }`, { 'user-agent': `shop ${token}` });
    await activityWith(token, [id]);
    const { rows } = await sql<{ text: string }>`select requests::text as text from requests`.execute(
      api.house.database.tables(),
    );
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
  });
});

const visit = (actor: Partner, count: number, change: Partial<Visit> = {}): Visit => ({
  requestId: `req_${count}`,
  method: 'POST',
  route: '/graphql',
  httpStatus: 200,
  durationMs: 1.234,
  actor,
  facts: { ...newRequestFacts(), operationType: 'query', operationName: 'Burst', rootField: 'viewer', cost: 1 },
  address: `203.0.113.${count % 200}`,
  userAgent: 'burst',
  ...change,
});

const countOf = async ({ database }: TestHouse): Promise<number> =>
  Number((await sql<{ count: bigint }>`select count(*) from requests`.execute(database.tables())).rows[0]?.count);

describe('what is recorded', () => {
  let house: TestHouse;
  let actor: Partner;
  beforeEach(async () => {
    house = await openTestHouse();
    const call = partnerCall(await seedPartner(house)).actor;
    if (call.kind !== 'partner') throw new Error('it is a partner');
    actor = call;
  });
  afterEach(() => house.close());

  test('is all there after a clean stop, though ten thousand requests came at once, and each is new once', async () => {
    const recorder = new RequestRecorder(house, new CapturedLog().logger);
    for (let count = 0; count < 10_000; count += 1) recorder.observe(visit(actor, count));
    await recorder.close();
    expect([await countOf(house), recorder.dropped]).toEqual([10_000, 0]);
    const { rows } = await sql<{ addresses: bigint; operations: bigint }>`
      select count(*) filter (where is_new_address) as addresses, count(*) filter (where is_new_operation) as operations
      from requests`.execute(house.database.tables());
    expect(rows).toEqual([{ addresses: 200n, operations: 1n }]);
  });

  test('is written by itself, also what comes in the moment in which the last one ends', async () => {
    const { logger } = new CapturedLog();
    const warn = (fields: object, message?: string): void => {
      if (message === 'activity lost requests') recorder.observe(visit(actor, 2));
      logger.warn(fields, message);
    };
    const recorder = new RequestRecorder(house, { ...logger, warn });
    recorder.observe(visit(actor, 1, { requestId: 'no text of PostgreSQL: \0' }));
    while ((await countOf(house)) === 0) await new Promise((done) => setTimeout(done, 20));
    await recorder.close();
    expect([await countOf(house), recorder.dropped]).toEqual([1, 1]);
  });

  test('waits while it cannot be written, and then is all there', async () => {
    const log = new CapturedLog();
    const recorder = new RequestRecorder(house, log.logger);
    await sql`alter table requests rename to away`.execute(house.database.tables());
    for (let count = 0; count < 600; count += 1) recorder.observe(visit(actor, count));
    while (log.find({ msg: 'requests not written' }).length === 0) await new Promise((done) => setTimeout(done, 20));
    await sql`alter table away rename to requests`.execute(house.database.tables());
    await recorder.close();
    expect([await countOf(house), recorder.dropped]).toEqual([600, 0]);
  });

  test('loses the oldest past its bound, counts them and says so once', async () => {
    const log = new CapturedLog();
    const recorder = new RequestRecorder(house, log.logger);
    for (let count = 0; count < 52_000; count += 1) recorder.observe(visit(actor, count));
    expect(recorder.dropped).toBeGreaterThan(0);
    await recorder.close();
    expect((await countOf(house)) + recorder.dropped).toBe(52_000);
    expect(log.find({ msg: 'activity loses requests: they cannot be written' })).toHaveLength(1);
  });

  test('goes to a partition of its day, which is dropped whole past its retention', async () => {
    const recorder = new RequestRecorder(house, new CapturedLog().logger);
    recorder.observe(visit(actor, 1));
    await recorder.close();
    const system = { actor: { kind: 'system', name: 'test' } } as const;
    expect(await turnRequestDays(house, system, null)).toBe(0);
    const days = REQUEST_RETENTION_DAYS + 1;
    const later = { ...house, clock: { now: () => new Date(house.clock.now().getTime() + days * 86_400_000) } };
    expect(await turnRequestDays(later, system, null)).toBeGreaterThanOrEqual(1);
    expect(await countOf(house)).toBe(0);
  });
});

test('a burst over HTTP is all there once the API has stopped', async () => {
  const burst = await openTestApi();
  const partner = await seedPartner(burst.house);
  const token = await burst.credential(partner);
  const answers = await Promise.all(Array.from({ length: 300 }, () => burst.ask(token, VIEWER)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await burst.stop();
  expect(await countOf(burst.house)).toBe(300);
  await burst.house.close();
});
