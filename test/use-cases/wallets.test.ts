import { type Kysely, sql } from 'kysely';
import {
  countCoveredOrders,
  getWallet,
  type LedgerTables,
  listWallets,
  walletAsOf,
} from '../../src/domains/ledger/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { beginProvisioning } from '../../src/use-cases/begin-provisioning.ts';
import { openWallet } from '../../src/use-cases/open-wallet.ts';
import { setWalletTerms } from '../../src/use-cases/set-wallet-terms.ts';
import { settleProvisioning } from '../../src/use-cases/settle-provisioning.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { readyOutcome } from '../support/endings.ts';
import { agreeMinimum, closeMonth } from '../support/invoices.ts';
import { entriesOf, ordersOf, systemCall, walletOf } from '../support/orders.ts';
import { seedCatalogue } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import {
  fund,
  IN_DINARS,
  IN_EUROS,
  IN_YEN,
  low,
  orderOnce,
  PACKAGES,
  refusedFor,
  seedBuyer,
  setTerms,
  toldLow,
} from '../support/wallets.ts';
import { eventsOf } from '../support/webhooks.ts';

const clock = new TestClock();
let house: TestHouse;
let tables: Kysely<LedgerTables>;

beforeAll(async () => {
  house = await openTestHouse(clock);
  tables = house.database.tables();
  await seedCatalogue(house, PACKAGES);
});
afterEach(async () => expect((await proveLedger(house, null)).offenders).toEqual([]));
afterAll(() => house.close());

describe('refuses', () => {
  test('PAYMENT_REFERENCE_TAKEN: a reference is booked once, whatever the amount and the wallet', async () => {
    const owner = await seedBuyer(house);
    await openWallet(house, systemCall(owner), { currency: 'JPY' });
    await fund(house, owner, 100n, 'USD', 'SAME');
    for (const [minor, currency] of [
      [100n, 'USD'],
      [1n, 'USD'],
      [100n, 'JPY'],
    ] as const) {
      await expect(fund(house, owner, minor, currency, 'SAME')).rejects.toMatchObject({
        code: 'PAYMENT_REFERENCE_TAKEN',
      });
    }
    expect(await walletOf(house, owner)).toEqual({ available: 0n, reserved: 0n }); // yen come first
    expect((await getWallet(tables, owner, 'USD')).availableMinor).toBe(1100n);
    await fund(house, await seedBuyer(house), 100n, 'USD', 'SAME');
  });

  test('twenty payments of one reference at once book one', async () => {
    const owner = await seedBuyer(house);
    const tried = await Promise.allSettled(Array.from({ length: 20 }, () => fund(house, owner, 100n, 'USD', 'ONCE')));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await walletOf(house, owner)).toEqual({ available: 1100n, reserved: 0n });
  });

  test('WALLET_EXISTS: twenty that open one wallet at once open one', async () => {
    const owner = await seedBuyer(house);
    const open = () => openWallet(house, systemCall(owner), { currency: 'JPY' });
    const tried = await Promise.allSettled(Array.from({ length: 20 }, open));
    const codes = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(codes).toEqual(Array.from({ length: 19 }, () => 'WALLET_EXISTS'));
    expect((await listWallets(tables, owner)).map(({ currency }) => currency)).toEqual(['JPY', 'USD']);
  });

  test('CURRENCY_NOT_APPROVED: nothing is converted, however much another wallet has', async () => {
    const owner = await seedBuyer(house, '1000.00');
    const refused = { code: 'CURRENCY_NOT_APPROVED', details: { currency: 'EUR' } };
    await expect(orderOnce(house, owner, IN_EUROS.packageId)).rejects.toMatchObject(refused);
    await expect(fund(house, owner, 100n, 'EUR')).rejects.toMatchObject(refused);
    const terms = { currency: 'EUR', creditLimitMinor: 100n } as const;
    await expect(setWalletTerms(house, systemCall(owner), terms)).rejects.toMatchObject(refused);
    await openWallet(house, systemCall(owner), { currency: 'EUR' });
    await expect(orderOnce(house, owner, IN_EUROS.packageId)).rejects.toMatchObject(refusedFor('5.00', 'EUR'));
    expect(await walletOf(house, owner)).toEqual({ available: 0n, reserved: 0n });
    expect((await getWallet(tables, owner, 'USD')).availableMinor).toBe(100_000n);
  });

  test('BAD_USER_INPUT: a payment of nothing', async () => {
    const owner = await seedBuyer(house);
    for (const minor of [0n, -1n])
      await expect(fund(house, owner, minor)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('a currency', () => {
  test.each([
    ['JPY', IN_YEN.packageId, 1500n, 600n, '600', '900', '1000'],
    ['KWD', IN_DINARS.packageId, 3000n, 1234n, '1.234', '1.766', '2.000'],
  ] as const)(
    '%s keeps its decimals through order, invoice and event',
    async (currency, packageId, paid, price, shown, left, line) => {
      const owner = await seedBuyer(house);
      await openWallet(house, systemCall(owner), { currency });
      await fund(house, owner, paid, currency);
      const threshold = currency === 'JPY' ? 1000n : 2000n;
      await setWalletTerms(house, systemCall(owner), { currency, lowBalanceMinor: threshold });
      const orderId = await orderOnce(house, owner, packageId);
      await orderOnce(house, owner, packageId);
      await beginProvisioning(house, systemCall(owner), { orderId });
      const iccid = currency === 'JPY' ? '8988297000000000001' : '8988297000000000002';
      await settleProvisioning(house, systemCall(owner), { orderId, outcome: readyOutcome({ owner, orderId, iccid }) });
      const [told] = await eventsOf(house, owner);
      expect(told).toMatchObject({ type: 'order.reserved', data: { netPrice: { amount: shown, currency } } });
      expect(await toldLow(house, owner)).toEqual([low(left, line, currency)]);
      const issued = await closeMonth(house, owner, currency);
      expect(issued).toMatchObject({ currency, ordersMinor: price, grossProfitMinor: price, totalDueMinor: 0n });
      expect(await getWallet(tables, owner, currency)).toMatchObject({
        availableMinor: paid - 2n * price,
        reservedMinor: price,
      });
      expect((await getWallet(tables, owner, 'USD')).availableMinor).toBe(1000n);
    },
  );
});

describe('a wallet as of a moment', () => {
  test('has the balances after the last entry that was booked by then, to the millisecond', async () => {
    const owner = await seedBuyer(house, '100.00');
    for (let n = 0; n < 12; n += 1) {
      clock.advance(n % 3 === 0 ? 0 : n);
      await orderOnce(house, owner);
    }
    const entries = await entriesOf(house, owner);
    const wallet = await getWallet(tables, owner, 'USD');
    const first = entries[0]?.createdAt.getTime() ?? 0;
    for (let moment = first - 2; moment <= clock.now().getTime() + 2; moment += 1) {
      const last = entries.findLast(({ createdAt }) => createdAt.getTime() <= moment);
      expect(await walletAsOf(tables, owner, wallet, new Date(moment))).toMatchObject({
        availableMinor: last?.availableAfterMinor ?? 0n,
        reservedMinor: last?.reservedAfterMinor ?? 0n,
      });
    }
  });
});

describe('how many orders a wallet covers', () => {
  const covers = async (owner: Owner) => countCoveredOrders(tables, owner, await getWallet(tables, owner, 'USD'));

  test('is the balance and the credit line over the mean price of its orders, and unknown before the first', async () => {
    const owner = await seedBuyer(house, '20.00');
    expect(await covers(owner)).toBeNull();
    await orderOnce(house, owner);
    expect(await covers(owner)).toBe(4);
    await setTerms(house, owner, { creditLimitMinor: 399n });
    expect(await covers(owner)).toBe(4);
    await setTerms(house, owner, { creditLimitMinor: 400n });
    expect(await covers(owner)).toBe(5);
  });

  test('is none where it is beyond its credit line', async () => {
    const owner = await seedBuyer(house, '4.00');
    await orderOnce(house, owner);
    await agreeMinimum(house, owner, 1000n);
    await closeMonth(house, owner);
    expect(await covers(owner)).toBe(0);
  });
});

describe('races', () => {
  const tryOrders = async (owner: Owner, times: number): Promise<readonly string[]> => {
    const tried = await Promise.allSettled(Array.from({ length: times }, () => orderOnce(house, owner)));
    return tried.map((one) => (one.status === 'rejected' ? one.reason.code : 'placed'));
  };

  test('two hundred orders at once on a wallet that covers a hundred: a hundred are placed, and nothing is left', async () => {
    const owner = await seedBuyer(house, '400.00');
    const codes = await tryOrders(owner, 200);
    expect(codes.filter((code) => code === 'placed')).toHaveLength(100);
    expect(codes.filter((code) => code === 'INSUFFICIENT_BALANCE')).toHaveLength(100);
    expect(await ordersOf(house, owner)).toHaveLength(100);
    expect(await walletOf(house, owner)).toEqual({ available: 0n, reserved: 40_000n });
  });

  test('orders, payments and terms at once add up, and none waits for another in a circle', async () => {
    const owner = await seedBuyer(house, '400.00');
    const deadlocks = async () => {
      const { rows } = await sql<{ deadlocks: string }>`
        select deadlocks::text from pg_stat_database, pg_stat_clear_snapshot() where datname = current_database()`.execute(
        tables,
      );
      return rows[0]?.deadlocks;
    };
    const before = await deadlocks();
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => [
        orderOnce(house, owner),
        setTerms(house, owner, { creditLimitMinor: BigInt(n), lowBalanceMinor: BigInt(n + 1) }),
        fund(house, owner, 1n),
      ]).flat(),
    );
    expect(await walletOf(house, owner)).toEqual({ available: 40_000n + 60n - 24_000n, reserved: 24_000n });
    expect(await deadlocks()).toBe(before);
  });
});
