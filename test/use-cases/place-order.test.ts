import { sql } from 'kysely';
import type { Owner } from '../../src/kernel/actor.ts';
import { lookAtKey } from '../../src/records/idempotency/index.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { resumePartner } from '../../src/use-cases/resume-partner.ts';
import { suspendPartner } from '../../src/use-cases/suspend-partner.ts';
import { JP, keyedCall, orderInput, ordersOf, systemCall, walletOf } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

let house: TestHouse;
let retired: string;
let current: string;

beforeAll(async () => {
  house = await openTestHouse();
  retired = await seedCatalogue(house, [packageDraft('JP', '3.00'), packageDraft('TW', '5.00')]);
  current = await seedCatalogue(house, [packageDraft('JP', '4.00'), packageDraft('KR', '6.00')]);
});

afterAll(() => house.close());

const funded = (wallet = '10.00') => seedPartner(house, { wallet, approved: [JP] });

describe('does it', () => {
  test('an order holds its net price in the wallet', async () => {
    const owner = await funded();
    const placed = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    expect(placed).toMatchObject({ replayed: false, result: { status: 'reserved', netPriceMinor: 400n } });
    expect(await walletOf(house, owner)).toEqual({ available: 600n, reserved: 400n });
  });

  test("an organisation's own net price is what its orders cost", async () => {
    const owner = await seedPartner(house, { wallet: '10.00', approved: [[JP, 350n]] });
    const placed = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    expect(placed.result).toMatchObject({ netPriceMinor: 350n, catalogueVersion: current });
  });

  test('the price and the version that the caller expects are accepted where they are right', async () => {
    const owner = await funded();
    const expectedNetPrice = { amountMinor: '400', currency: 'USD' } as const;
    const input = orderInput('p1', { catalogueVersion: current, expectedNetPrice });
    await expect(placeOrder(house, keyedCall(owner, 'k1'), input)).resolves.toMatchObject({ replayed: false });
  });
});

describe('refuses, and moves no money', () => {
  const refused: [code: string, details: object, change: Parameters<typeof orderInput>[1]][] = [
    ['UNKNOWN_PACKAGE', {}, { packageId: 'onyx-connect-atlantis-3gb-30d' }],
    ['UNKNOWN_PACKAGE', {}, { packageId: 'onyx-connect-kr-3gb-30d' }],
    ['UNKNOWN_PACKAGE', {}, { packageId: 'onyx-connect-tw-3gb-30d' }],
    ['UNKNOWN_CATALOGUE_VERSION', {}, { catalogueVersion: 'never' }],
    [
      'PRICE_CHANGED',
      { netPrice: { amount: '4.00', currency: 'USD' } },
      { expectedNetPrice: { amountMinor: '300', currency: 'USD' } },
    ],
    ['PRICE_CHANGED', {}, { expectedNetPrice: { amountMinor: '400', currency: 'EUR' } }],
  ];

  test.each(refused)('%s %j', async (code, details, change) => {
    const owner = await funded();
    const placing = placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1', change));
    await expect(placing).rejects.toMatchObject({ code, details: expect.objectContaining(details) });
    expect(await walletOf(house, owner)).toEqual({ available: 1000n, reserved: 0n });
    expect(await ordersOf(house, owner)).toEqual([]);
  });

  test('CATALOGUE_VERSION_RETIRED names the current version', async () => {
    const owner = await funded();
    const placing = placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1', { catalogueVersion: retired }));
    await expect(placing).rejects.toMatchObject({
      code: 'CATALOGUE_VERSION_RETIRED',
      details: { currentVersion: current },
    });
  });

  test('INSUFFICIENT_BALANCE names the shortfall to the cent', async () => {
    const owner = await funded('3.99');
    await expect(placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'))).rejects.toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      details: { shortfall: { amount: '0.01', currency: 'USD' } },
    });
  });

  test('PARTNER_ORDER_ID_TAKEN comes before the wallet is asked', async () => {
    const owner = await funded('4.00');
    await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    const again = placeOrder(house, keyedCall(owner, 'k2'), orderInput('p1'));
    await expect(again).rejects.toMatchObject({ code: 'PARTNER_ORDER_ID_TAKEN' });
  });

  test('MARKET_NOT_ELIGIBLE where the market is closed to the organisation', async () => {
    const owner = await seedPartner(house, { wallet: '10.00', approved: [JP], excludedMarkets: ['JP'] });
    const placing = placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    await expect(placing).rejects.toMatchObject({ code: 'MARKET_NOT_ELIGIBLE' });
  });

  test('ORGANISATION_SUSPENDED from the next order on, until it is resumed', async () => {
    const owner = await funded();
    await suspendPartner(house, systemCall(owner), owner);
    const placing = placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    await expect(placing).rejects.toMatchObject({ code: 'ORGANISATION_SUSPENDED' });
    await resumePartner(house, systemCall(owner), owner);
    await expect(placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'))).resolves.toBeDefined();
  });

  test('IDEMPOTENCY_KEY_REQUIRED without a key', async () => {
    const owner = await funded();
    const placing = async () => placeOrder(house, keyedCall(owner, null), orderInput('p1'));
    await expect(placing()).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REQUIRED' });
  });
});

describe('repeats', () => {
  test('a repeated key gives the first order and charges once', async () => {
    const owner = await funded();
    const first = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    const second = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    expect(second).toEqual({ replayed: true, subject: first.subject, result: null });
    expect(await walletOf(house, owner)).toEqual({ available: 600n, reserved: 400n });
  });

  test('a key with another input is a conflict', async () => {
    const owner = await funded();
    await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    const other = placeOrder(house, keyedCall(owner, 'k1'), orderInput('p2'));
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  test('a refused attempt is not remembered: after a top-up the same key goes through', async () => {
    const owner = await funded('1.00');
    const refused = placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    await expect(refused).rejects.toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
    const amount = { minor: 300n, currency: 'USD' } as const;
    await fundWallet(house, systemCall(owner), { amount, paymentReference: 'top-up' });
    const placed = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    expect(placed.replayed).toBe(false);
    expect(await walletOf(house, owner)).toEqual({ available: 0n, reserved: 400n });
  });

  test('a key belongs to one organisation', async () => {
    const [one, two] = [await funded(), await funded()];
    const first = await placeOrder(house, keyedCall(one, 'k1'), orderInput('p1'));
    const second = await placeOrder(house, keyedCall(two, 'k1'), orderInput('p1'));
    expect(second.replayed).toBe(false);
    expect(second.subject).not.toBe(first.subject);
  });
});

describe('races', () => {
  test('two hundred callers with one key make one order, and all get it', async () => {
    const owner = await funded('1000.00');
    const placing = Array.from({ length: 200 }, () => placeOrder(house, keyedCall(owner, 'same'), orderInput('p1')));
    const answers = await Promise.all(placing);
    expect(new Set(answers.map(({ subject }) => subject)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await ordersOf(house, owner)).toHaveLength(1);
    expect(await walletOf(house, owner)).toEqual({ available: 99_600n, reserved: 400n });
  });

  test('twenty callers with one partnerOrderId and different keys make one order', async () => {
    const owner = await funded('1000.00');
    const placing = Array.from({ length: 20 }, (_, n) =>
      placeOrder(house, keyedCall(owner, `k${n}`), orderInput('p1')),
    );
    const answers = await Promise.allSettled(placing);
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'placed'));
    expect(codes.filter((code) => code === 'placed')).toHaveLength(1);
    expect(codes.filter((code) => code === 'PARTNER_ORDER_ID_TAKEN')).toHaveLength(19);
    expect(await walletOf(house, owner)).toEqual({ available: 99_600n, reserved: 400n });
  });

  test('two hundred callers with different keys on a wallet that covers fifty make fifty orders', async () => {
    const owner = await funded('200.00');
    const placing = Array.from({ length: 200 }, (_, n) =>
      placeOrder(house, keyedCall(owner, `k${n}`), orderInput(`p${n}`)),
    );
    const answers = await Promise.allSettled(placing);
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'placed'));
    expect(codes.filter((code) => code === 'placed')).toHaveLength(50);
    expect(codes.filter((code) => code === 'INSUFFICIENT_BALANCE')).toHaveLength(150);
    expect(await ordersOf(house, owner)).toHaveLength(50);
    expect(await walletOf(house, owner)).toEqual({ available: 0n, reserved: 20_000n });
  });
});

describe('a key past its retention, whether it is forgotten yet or not', () => {
  const age = (owner: Owner) =>
    sql`
    update idempotency_keys set created_at = created_at - interval '31 days 1 second'
    where organisation_id = ${owner.organisationId}`.execute(house.database.tables());
  const look = (owner: Owner) =>
    lookAtKey(house.database.tables(), owner, house.clock.now(), { operation: 'createOrder', key: 'k1' });

  test('is as new: it is not known any more, and makes another order', async () => {
    const owner = await funded();
    await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    await age(owner);
    expect(await look(owner)).toEqual({ state: 'never_seen', operation: null, subjectId: null });
    const again = await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p2'));
    expect(again).toMatchObject({ replayed: false, result: { partnerOrderId: 'p2' } });
    expect(await look(owner)).toEqual({ state: 'completed', operation: 'createOrder', subjectId: again.subject });
  });

  test('makes one order of twenty that are placed with it at once', async () => {
    const owner = await funded();
    await placeOrder(house, keyedCall(owner, 'k1'), orderInput('p1'));
    await age(owner);
    const place = () => placeOrder(house, keyedCall(owner, 'k1'), orderInput('p2'));
    const placed = await Promise.all(Array.from({ length: 20 }, place));
    expect(placed.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(placed.map(({ subject }) => subject)).size).toBe(1);
    expect(await walletOf(house, owner)).toEqual({ available: 200n, reserved: 800n });
  });
});
