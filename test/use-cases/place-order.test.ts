import { listWallets } from '../../src/domains/ledger/index.ts';
import { listOrders } from '../../src/domains/orders/index.ts';
import type { Partner } from '../../src/kernel/actor.ts';
import { ALL_SCOPES } from '../../src/kernel/scopes.ts';
import { type PlaceOrder, placeOrder } from '../../src/use-cases/place-order.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00'), packageDraft('KR', '6.00')]);
});

afterAll(() => house.close());

const JP = 'onyx-connect-jp-3gb-30d';

const callOf = (owner: SeededPartner, key: string | null) => ({
  actor: { kind: 'partner', ...owner, credentialId: 'crd_test', scopes: new Set(ALL_SCOPES) } satisfies Partner,
  key,
});

const input = (partnerOrderId: string, change: Partial<PlaceOrder> = {}): PlaceOrder => ({
  packageId: JP,
  partnerOrderId,
  customerReference: null,
  catalogueVersion: null,
  expectedNetPrice: null,
  ...change,
});

const walletOf = async (owner: SeededPartner) => (await listWallets(house.database.tables(), owner))[0];

const ordersOf = async (owner: SeededPartner) => (await listOrders(house.database.tables(), owner, {}, 200, null)).rows;

test('an order holds its net price in the wallet', async () => {
  const owner = await seedPartner(house, { wallet: '10.00', approved: [JP] });
  const placed = await placeOrder(house, callOf(owner, 'k1'), input('p1'));
  expect(placed).toMatchObject({ replayed: false, result: { status: 'reserved', netPriceMinor: 400n } });
  expect(await walletOf(owner)).toMatchObject({ availableMinor: 600n, reservedMinor: 400n });
});

test('a repeated key gives the first order and holds nothing again', async () => {
  const owner = await seedPartner(house, { wallet: '10.00', approved: [JP] });
  const first = await placeOrder(house, callOf(owner, 'k1'), input('p1'));
  const second = await placeOrder(house, callOf(owner, 'k1'), input('p1'));
  expect(second).toEqual({ replayed: true, subject: first.subject, result: null });
  expect(await walletOf(owner)).toMatchObject({ availableMinor: 600n, reservedMinor: 400n });
});

test('two hundred callers with one key make one order', async () => {
  const owner = await seedPartner(house, { wallet: '1000.00', approved: [JP] });
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => placeOrder(house, callOf(owner, 'same'), input('p1'))),
  );
  expect(new Set(answers.map(({ subject }) => subject)).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await ordersOf(owner)).toHaveLength(1);
  expect(await walletOf(owner)).toMatchObject({ availableMinor: 99_600n, reservedMinor: 400n });
});

test('two hundred callers with different keys on a wallet that covers fifty make fifty orders', async () => {
  const owner = await seedPartner(house, { wallet: '200.00', approved: [JP] });
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) => placeOrder(house, callOf(owner, `k${index}`), input(`p${index}`))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['INSUFFICIENT_BALANCE']));
  expect(await ordersOf(owner)).toHaveLength(50);
  expect(await walletOf(owner)).toMatchObject({ availableMinor: 0n, reservedMinor: 20_000n });
});
