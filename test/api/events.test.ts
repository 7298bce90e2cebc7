import { makeIccid } from '../../src/kernel/iccid.ts';
import { newId } from '../../src/kernel/id.ts';
import { keepInvariants } from '../support/after-each.ts';
import { JP, systemCall } from '../support/orders.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { statementsOf } from '../support/statements.ts';
import { openTestApi, type TestApi } from '../support/test-api.ts';
import { TestClock } from '../support/test-clock.ts';
import { eventsOf, orderReserved, tell, tellTimes } from '../support/webhooks.ts';
import { prepared, settledOrder } from './seeded-api.ts';

interface Event {
  readonly id: string;
  readonly type: string;
  readonly sequence: number;
  readonly orderId: string | null;
  readonly iccid: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly order: { readonly id: string; readonly status: string } | null;
}
interface Page {
  readonly events: {
    readonly nodes: readonly Event[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const EVENTS = `query ($filter: EventFilter, $first: Int! = 200, $after: String) {
  events(filter: $filter, first: $first, after: $after) {
    nodes { id type sequence mode occurredAt orderId partnerOrderId iccid data order { id status } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const EVENT = 'query ($id: ID!) { event(id: $id) { id type sequence data } }';

const clock = new TestClock();
let api: TestApi;
let partner: SeededPartner;
let token: string;

beforeAll(async () => {
  api = await openTestApi({ clock });
  await seedCatalogue(api.house, [packageDraft('JP', '4.00')]);
});
afterAll(() => api.close());
keepInvariants(() => api);

beforeEach(async () => {
  partner = await seedPartner(api.house, { wallet: '1000.00', approved: [JP] });
  token = await api.credential(partner);
});

const page = async (variables: Readonly<Record<string, unknown>> = {}) => {
  const { data, errors } = await api.ask<Page>(token, EVENTS, { variables });
  expect(errors).toEqual([]);
  return data.events;
};

const typesOf = async (filter: Readonly<Record<string, unknown>>) =>
  (await page({ filter })).nodes.map(({ type }) => type);

const LIFE = ['order.reserved', 'order.provisioning', 'order.esim_ready'];

describe('events', () => {
  test('tell what happened in its sequence, with the order as it stands', async () => {
    const orderId = await settledOrder(api.house, partner, 'told', prepared());
    const { nodes } = await page();
    expect(nodes.map(({ type, sequence }) => [sequence, type])).toEqual(LIFE.map((type, index) => [index + 1, type]));
    for (const node of nodes) {
      expect(node).toMatchObject({ orderId, partnerOrderId: 'told', order: { id: orderId, status: 'ESIM_READY' } });
    }
    const [reserved, , ready] = nodes;
    expect([reserved?.data.status, reserved?.iccid]).toEqual(['RESERVED', null]);
    expect(ready?.data).toMatchObject({ status: 'ESIM_READY', iccid: ready?.iccid });
  });

  test('are paged behind a cursor, each once, whatever comes meanwhile', async () => {
    await tellTimes(api.house, partner, 7);
    const seen: number[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, pageInfo } = await page({ first: 3, after });
      seen.push(...nodes.map(({ sequence }) => sequence));
      if (seen.length === 3) await tellTimes(api.house, partner, 1);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('are narrowed by type and area, order, eSIM, place in the log and time', async () => {
    const orderId = await settledOrder(api.house, partner, 'narrowed', prepared());
    const iccid = (await page()).nodes.at(-1)?.iccid;
    clock.advance(60_000);
    await tell(api.house, systemCall(partner), [
      { type: 'test.ping', orderId: null, partnerOrderId: null, data: { endpointId: newId('webhookEndpoint') } },
    ]);
    await tell(api.house, systemCall(partner), [orderReserved()]);
    const between = new Date(clock.now().getTime() - 30_000).toISOString();
    expect(await typesOf({ types: ['order.esim_ready', 'test.ping'] })).toEqual(['order.esim_ready', 'test.ping']);
    expect(await typesOf({ types: ['order.*'] })).toEqual([...LIFE, 'order.reserved']);
    expect(await typesOf({ types: ['*'] })).toEqual([...LIFE, 'test.ping', 'order.reserved']);
    expect(await typesOf({ orderId })).toEqual(LIFE);
    expect(await typesOf({ iccid })).toEqual(['order.esim_ready']);
    expect(await typesOf({ iccid: makeIccid({ country: '882', issuer: '98', account: 9, length: 19 }) })).toEqual([]);
    expect(await typesOf({ afterSequence: 3 })).toEqual(['test.ping', 'order.reserved']);
    expect(await typesOf({ afterSequence: Number.MAX_SAFE_INTEGER })).toEqual([]);
    expect(await typesOf({ occurredBefore: between })).toEqual(LIFE);
    expect(await typesOf({ occurredFrom: between, types: ['order.*'] })).toEqual(['order.reserved']);
  });

  test.each([
    [{ types: ['order.lost'] }, 'filter.types'],
    [{ types: ['order*'] }, 'filter.types'],
    [{ types: [] }, 'filter.types'],
    [{ types: Array(51).fill('order.*') }, 'filter.types'],
    [{ orderId: 'ord_1' }, 'filter.orderId'],
    [{ iccid: '89' }, 'filter.iccid'],
    [{ afterSequence: -1 }, 'filter.afterSequence'],
    [{ afterSequence: 2 ** 53 }, 'filter.afterSequence'],
    [{ afterSequence: '3' }, 'filter.afterSequence'],
    [{ occurredFrom: '2026-11-24T09:00:00Z', occurredBefore: '2026-11-23T09:00:00Z' }, 'filter.occurredFrom'],
  ])('a filter of %j is refused for %s', async (filter, field) => {
    const { status, errors } = await api.ask(token, EVENTS, { variables: { filter } });
    expect([status, errors[0]?.extensions]).toMatchObject([400, { code: 'BAD_USER_INPUT', problems: [{ field }] }]);
  });

  test('take one query for the orders of a page, however many there are', async () => {
    for (let n = 0; n < 12; n += 1) await settledOrder(api.house, partner, `batched-${n}`, prepared());
    await page();
    const read = (first: number) => async () => expect((await page({ first })).nodes).toHaveLength(first);
    const ofData = (statements: readonly string[]) =>
      statements.filter((text) => /from "?(orders|events)\b/.test(text)).length;
    expect([ofData(await statementsOf(read(1))), ofData(await statementsOf(read(36)))]).toEqual([2, 2]);
  });

  test('do not show the order without orders:read', async () => {
    await settledOrder(api.house, partner, 'hidden', prepared());
    const narrow = await api.credential(partner, ['events:replay']);
    const { data, errors } = await api.ask<Page>(narrow, EVENTS);
    expect(data.events.nodes.map(({ order }) => order)).toEqual([null, null, null]);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: ['orders:read'] });
  });
});

describe('an event', () => {
  test('is read by its id', async () => {
    await tellTimes(api.house, partner, 1);
    const [event] = await eventsOf(api.house, partner);
    const { data } = await api.ask(token, EVENT, { variables: { id: event?.id } });
    expect(data?.event).toEqual({ id: event?.id, type: 'order.reserved', sequence: 1, data: event?.data });
  });

  test('of another organisation or of the other mode is answered as one that never was', async () => {
    const others = [await seedPartner(api.house), { ...partner, mode: 'live' } as const];
    const ids = [newId('event')];
    for (const other of others) {
      await tellTimes(api.house, other, 1);
      ids.push(...(await eventsOf(api.house, other)).map(({ id }) => id));
    }
    expect(ids).toHaveLength(3);
    const answers: string[] = [];
    for (const id of ids) {
      const { status, text } = await api.ask(token, EVENT, { variables: { id } });
      answers.push(`${status} ${text.replace(/req_\w+/, '')}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*EVENT_NOT_FOUND/);
    expect((await page()).nodes).toEqual([]);
  });
});
