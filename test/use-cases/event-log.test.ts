import { sql } from 'kysely';
import { useCase } from '../../src/door/use-case.ts';
import { newId } from '../../src/kernel/id.ts';
import { systemCall } from '../support/orders.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf, orderReserved, tell, tellTimes } from '../support/webhooks.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
});

afterAll(() => house.close());

const sequencesOf = async (owner: Parameters<typeof eventsOf>[1]) =>
  (await eventsOf(house, owner)).map(({ sequence }) => Number(sequence));

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('the events of an owner are numbered from 1 without a gap, for each mode by itself', async () => {
  const sandbox = await seedPartner(house);
  const live = { ...sandbox, mode: 'live' } as const;
  await tellTimes(house, sandbox, 3);
  await tellTimes(house, live, 2);
  expect(await sequencesOf(sandbox)).toEqual([1, 2, 3]);
  expect(await sequencesOf(live)).toEqual([1, 2]);
});

const tellAndFail = useCase('webhook.test', async (tx, _input: null): Promise<never> => {
  await tx.flush();
  throw new Error('given up');
});

test('a change that is given up leaves no gap', async () => {
  const owner = await seedPartner(house);
  await tellTimes(house, owner, 1);
  const late = useCase('webhook.test', async (tx, _input: null) => {
    tx.call('1 / (select 0)', []);
    return { result: null, subject: 'test', event: orderReserved() };
  });
  await expect(tellAndFail(house, systemCall(owner), null)).rejects.toThrow('given up');
  await expect(late(house, systemCall(owner), null)).rejects.toThrow(/division by zero/);
  await tellTimes(house, owner, 1);
  expect(await sequencesOf(owner)).toEqual([1, 2]);
});

test('several events of one change follow one another, and those of several owners each have their own numbers', async () => {
  const [first, second] = [await seedPartner(house), await seedPartner(house)];
  await tell(house, systemCall(first), [
    orderReserved({ partnerOrderId: 'a', owner: second }),
    orderReserved({ partnerOrderId: 'b' }),
    orderReserved({ partnerOrderId: 'c', owner: second }),
  ]);
  const told = async (owner: typeof first) =>
    (await eventsOf(house, owner)).map(({ sequence, partnerOrderId }) => [Number(sequence), partnerOrderId]);
  expect(await told(first)).toEqual([[1, 'b']]);
  expect(await told(second)).toEqual([
    [1, 'a'],
    [2, 'c'],
  ]);
});

test.each([2, 20, 200])('%i changes at once are numbered without a gap or a double', async (count) => {
  const owner = await seedPartner(house);
  await Promise.all(upTo(count).map(() => tell(house, systemCall(owner), [orderReserved()])));
  expect(await sequencesOf(owner)).toEqual(upTo(count));
});

test('changes that tell the same owners at once in another order never wait for each other in a circle', async () => {
  const owners = [await seedPartner(house), await seedPartner(house), await seedPartner(house)];
  const drafts = owners.map((owner) => orderReserved({ owner }));
  await Promise.all(
    upTo(60).map((turn) => tell(house, systemCall(owners[0] ?? never()), turn % 2 ? drafts : drafts.toReversed())),
  );
  for (const owner of owners) expect(await sequencesOf(owner)).toEqual(upTo(60));
});

test('the first events of a month may come at once', async () => {
  const owners = await Promise.all(upTo(8).map(() => seedPartner(house)));
  const later = { ...house, clock: { now: () => new Date('2027-07-01T00:00:00Z') } };
  await Promise.all(owners.map((owner) => tell(later, systemCall(owner), [orderReserved()])));
  for (const owner of owners) expect(await sequencesOf(owner)).toEqual([1]);
});

const never = (): never => {
  throw new Error('three owners were seeded');
};

test('no reader ever sees a number before a lower one, whatever is committed meanwhile', async () => {
  const owner = await seedPartner(house);
  let isOver = false;
  const read = async (): Promise<number> => {
    let reads = 0;
    for (; !isOver; reads += 1) {
      const seen = await sequencesOf(owner);
      expect(seen).toEqual(upTo(seen.length));
    }
    return reads;
  };
  const reading = Promise.all([read(), read()]);
  await Promise.all(upTo(100).map(() => tell(house, systemCall(owner), [orderReserved({ orderId: newId('order') })])));
  isOver = true;
  const reads = await reading;
  expect(Math.min(...reads)).toBeGreaterThan(0);
});

test('an owner has one job however many events wait', async () => {
  const owner = await seedPartner(house);
  await tellTimes(house, owner, 5);
  const { rows } = await sql<{ payload: unknown }>`
    select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'fan_out_events' and payload ->> 'organisationId' = ${owner.organisationId}`.execute(
    house.database.tables(),
  );
  expect(rows).toEqual([{ payload: owner }]);
});
