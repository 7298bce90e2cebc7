import { hearOfMoves, SandboxClocks } from '../../src/adapters/sandbox-clocks.ts';
import { sandboxPackages } from '../../src/domains/catalogue/index.ts';
import type { Carrier } from '../../src/domains/esims/index.ts';
import { getOrder, type Order } from '../../src/domains/orders/index.ts';
import { provisionOrder } from '../../src/jobs/provision-order.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import type { Log } from '../../src/kernel/log.ts';
import { advanceSandboxClock } from '../../src/use-cases/advance-sandbox-clock.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { resetSandbox } from '../../src/use-cases/reset-sandbox.ts';
import { rotateCredential } from '../../src/use-cases/rotate-credential.ts';
import { issued } from '../support/credentials.ts';
import { JP, keyedCall, orderInput, partnerCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf, tellTimes } from '../support/webhooks.ts';

const clock = new TestClock();
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '4.00'), ...sandboxPackages('USD')]);
});
afterAll(() => house.close());

const HOUR_S = 3_600;

const hoursAhead = (of: TestHouse['clock'], owner: Owner): number =>
  (of.now(owner).getTime() - clock.now().getTime()) / (HOUR_S * 1_000);

const advance = (owner: Owner, hours: number) =>
  advanceSandboxClock(house, partnerCall(owner), { seconds: hours * HOUR_S });

const refused = async (): Promise<never> => {
  throw new Error('connection refused');
};
const unreachable: Carrier = { prepare: refused, cancel: refused };

/** Runs an order's job once, as the queue would, and gives when it asked to be run again, in real time. */
const runJob = async ({ id, organisationId, mode }: Order): Promise<readonly Date[]> => {
  const again: Date[] = [];
  const addJob = async (_name: string, _payload: unknown, spec?: { runAt?: Date }): Promise<never> => {
    if (spec?.runAt) again.push(spec.runAt);
    return undefined as never; // the job does not read what it added
  };
  const queue = { addJob } as never; // all that the job uses of the queue
  await provisionOrder({ house, carrierOf: () => unreachable, log: silent })(
    { orderId: id, organisationId, mode },
    queue,
  );
  return again;
};

const place = async (owner: Owner): Promise<Order> => {
  const { subject } = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
  return getOrder(house.database.tables(), owner, { id: subject });
};

test('a sandbox has a time of its own: no other organisation, and no live one, is moved with it', async () => {
  const owner = await seedPartner(house);
  const other = await seedPartner(house);
  expect(await advance(owner, 2)).toEqual(new Date(clock.now().getTime() + 2 * HOUR_S * 1_000));
  await advance(owner, 1);
  expect(hoursAhead(house.clock, owner)).toBe(3);
  expect(hoursAhead(house.clock, other)).toBe(0);
  expect(hoursAhead(house.clock, { ...owner, mode: 'live' })).toBe(0);
  expect(house.clock.now()).toEqual(clock.now());
});

test('twenty moves at once add up', async () => {
  const owner = await seedPartner(house);
  await Promise.all(Array.from({ length: 20 }, () => advance(owner, 1)));
  expect(hoursAhead(house.clock, owner)).toBe(20);
});

test('another process hears of a move, and reads it when it starts', async () => {
  const owner = await seedPartner(house);
  const elsewhere = new SandboxClocks(clock, house.database);
  let heard: () => void = () => {};
  const hearing = {
    now: elsewhere.now.bind(elsewhere),
    catchUp: async () => {
      await elsewhere.catchUp();
      if (hoursAhead(elsewhere, owner) > 0) heard();
    },
  };
  const listener = await hearOfMoves(hearing, house.databaseUrl, silent);
  const moved = new Promise<void>((resolve) => {
    heard = resolve;
  });
  await advance(owner, 5);
  await moved;
  expect(hoursAhead(elsewhere, owner)).toBe(5);
  await listener.close();
  const later = new SandboxClocks(clock, house.database);
  await later.catchUp();
  expect(hoursAhead(later, owner)).toBe(5);
});

test('an order whose window ends by the time of its organisation waits for a review', async () => {
  const owner = await seedPartner(house, { wallet: '10.00', approved: [JP] });
  const order = await place(owner);
  const [again] = await runJob(order);
  expect(again?.getTime()).toBeGreaterThan(clock.now().getTime());
  await advance(owner, 1);
  await runJob(order);
  const waiting = await getOrder(house.database.tables(), owner, { id: order.id });
  expect(waiting).toMatchObject({ status: 'manual_review', statusReason: 'CARRIER_UNREACHABLE' });
});

test('the queue is told in real time when an order is due by the time of its organisation', async () => {
  const owner = await seedPartner(house, { wallet: '10.00', approved: [JP] });
  await advance(owner, 1_000);
  const [again] = await runJob(await place(owner));
  const waitedMs = Number(again?.getTime()) - clock.now().getTime();
  expect(waitedMs).toBe(1_000);
});

test('a credential that is rotated in a sandbox ahead works no longer than its overlap in real time', async () => {
  const owner = await seedPartner(house);
  await advance(owner, 1_000);
  const { id } = await issued(house, owner);
  const call = partnerCall(owner);
  const rotated = await rotateCredential(house, call, { credentialId: id, overlapHours: 1 });
  expect(rotated.overlapEndsAt).toEqual(new Date(clock.now().getTime() + HOUR_S * 1_000));
});

test('a month that nobody was in yet is opened once by all who reach it at once', async () => {
  const owner = await seedPartner(house);
  for (const _month of [1, 2, 3]) {
    await advance(owner, 31 * 24);
    await Promise.all(Array.from({ length: 20 }, () => tellTimes(house, owner, 1)));
  }
  expect(await eventsOf(house, owner)).toHaveLength(60);
});

test('whoever is live has no such clock, and no reset', async () => {
  const live = await seedPartner(house, { mode: 'live' });
  await expect(advance(live, 1)).rejects.toMatchObject({ code: 'SANDBOX_ONLY' });
  const reset = resetSandbox(house, partnerCall(live), { currency: 'USD' });
  await expect(reset).rejects.toMatchObject({ code: 'SANDBOX_ONLY' });
});
