import { getEsim } from '../../src/domains/esims/index.ts';
import { getOrder } from '../../src/domains/orders/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { makeIccid } from '../../src/kernel/iccid.ts';
import { advanceEsim, type EsimStep } from '../../src/use-cases/advance-esim.ts';
import { beginProvisioning } from '../../src/use-cases/begin-provisioning.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { JP, keyedCall, orderInput, systemCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(() => house.close());

let account = 0;

const readyEsim = async () => {
  const owner = await seedPartner(house, { wallet: '10.00', approved: [JP] });
  const { subject: orderId } = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
  await beginProvisioning(house, systemCall(owner), { orderId });
  account += 1;
  const iccid = makeIccid({ country: '882', issuer: '99', account });
  const activation = { smdpAddress: 'smdp.example', matchingId: 'MATCH' };
  await settleProvisioning(house, systemCall(owner), { orderId, outcome: { kind: 'ready', iccid, activation } });
  return { owner, orderId, iccid };
};

const standing = async ({ owner, orderId, iccid }: { owner: Owner; orderId: string; iccid: string }) => {
  const tables = house.database.tables();
  const [order, esim] = [await getOrder(tables, owner, { id: orderId }), await getEsim(tables, owner, iccid)];
  return `${order.status} ${esim.status}`;
};

const typesOf = async (owner: Owner) => (await eventsOf(house, owner)).map(({ type }) => type).slice(3);

test('an eSIM goes its way, its order follows, and the owner hears of each step once', async () => {
  const esim = await readyEsim();
  const step = (to: EsimStep) => advanceEsim(house, systemCall(esim.owner), { iccid: esim.iccid, to });
  expect(await standing(esim)).toBe('esim_ready ready');
  await step('downloaded');
  await step('downloaded');
  expect(await standing(esim)).toBe('esim_ready downloaded');
  clock.advance(60_000);
  const { expiresAt, installedAt } = await step('installed');
  expect(await standing(esim)).toBe('installed installed');
  expect(installedAt).toEqual(clock.now());
  expect(expiresAt).toEqual(new Date(clock.now().getTime() + 30 * 86_400_000));
  await step('downloaded');
  await step('expired');
  expect(await standing(esim)).toBe('installed expired');
  expect(await typesOf(esim.owner)).toEqual(['esim.downloaded', 'esim.installed', 'order.installed', 'esim.expired']);
});

test('an installation that was told of first leaves no download behind', async () => {
  const esim = await readyEsim();
  await advanceEsim(house, systemCall(esim.owner), { iccid: esim.iccid, to: 'installed' });
  await advanceEsim(house, systemCall(esim.owner), { iccid: esim.iccid, to: 'downloaded' });
  expect(await typesOf(esim.owner)).toEqual(['esim.installed', 'order.installed']);
});

test("another owner's eSIM is not there", async () => {
  const { iccid } = await readyEsim();
  const other = await seedPartner(house);
  const asked = advanceEsim(house, systemCall(other), { iccid, to: 'installed' });
  await expect(asked).rejects.toMatchObject({ code: 'ESIM_NOT_FOUND' });
});

test.each([2, 20])('%i reports of one installation at once are told of once', async (count) => {
  const esim = await readyEsim();
  const call = systemCall(esim.owner);
  await Promise.all(
    Array.from({ length: count }, () => advanceEsim(house, call, { iccid: esim.iccid, to: 'installed' })),
  );
  expect(await typesOf(esim.owner)).toEqual(['esim.installed', 'order.installed']);
});
