import { sql } from 'kysely';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { agreeMinimum, closeMonth } from '../support/invoices.ts';
import { walletOf } from '../support/orders.ts';
import { seedCatalogue } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { fund, low, orderOnce, PACKAGES, refusedFor, seedBuyer, setTerms, toldLow } from '../support/wallets.ts';
import { eventsOf } from '../support/webhooks.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, PACKAGES);
});
afterEach(async () => expect((await proveLedger(house, null)).offenders).toEqual([]));
afterAll(() => house.close());

describe('a credit line', () => {
  test('lets orders go down to it, and not a minor unit further', async () => {
    const owner = await seedBuyer(house, '10.00');
    await setTerms(house, owner, { creditLimitMinor: 199n });
    await orderOnce(house, owner);
    await orderOnce(house, owner);
    await expect(orderOnce(house, owner)).rejects.toMatchObject(refusedFor('0.01'));
    await setTerms(house, owner, { creditLimitMinor: 200n });
    await orderOnce(house, owner);
    expect(await walletOf(house, owner)).toEqual({ available: -200n, reserved: 1200n });
    await expect(orderOnce(house, owner)).rejects.toMatchObject(refusedFor('4.00'));
  });

  test('that is lowered below what is owed takes nothing, and no order is placed until the balance is within it', async () => {
    const owner = await seedBuyer(house, '4.00');
    await setTerms(house, owner, { creditLimitMinor: 1000n });
    await orderOnce(house, owner);
    await orderOnce(house, owner);
    await setTerms(house, owner, { creditLimitMinor: 100n });
    expect(await walletOf(house, owner)).toEqual({ available: -400n, reserved: 800n });
    await expect(orderOnce(house, owner)).rejects.toMatchObject(refusedFor('7.00'));
    await fund(house, owner, 699n);
    await expect(orderOnce(house, owner)).rejects.toMatchObject(refusedFor('0.01'));
    await fund(house, owner, 1n);
    await orderOnce(house, owner);
    expect(await walletOf(house, owner)).toEqual({ available: -100n, reserved: 1200n });
  });

  test('is not won back by funding a part of what goes beyond it: the database keeps the balance from falling again', async () => {
    const owner = await seedBuyer(house, '4.00');
    await setTerms(house, owner, { creditLimitMinor: 1000n });
    await orderOnce(house, owner);
    await orderOnce(house, owner);
    await setTerms(house, owner, { creditLimitMinor: 0n });
    await fund(house, owner, 300n);
    const lower = sql`update accounts set balance_minor = balance_minor - 1
      where organisation_id = ${owner.organisationId} and kind = 'available' and balance_minor < 0`;
    await expect(lower.execute(house.database.tables())).rejects.toThrow(/accounts_balance_check/);
  });

  test.each([
    ['creditLimit', { creditLimitMinor: -1n }],
    ['lowBalance', { lowBalanceMinor: 0n }],
  ])('or a threshold below its bound is BAD_USER_INPUT: %s', async (field, terms) => {
    await expect(setTerms(house, await seedBuyer(house), terms)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { problems: [{ field }] },
    });
  });
});

describe('a true-up', () => {
  test('goes beyond the credit line, and then no order is placed until the wallet is funded', async () => {
    const owner = await seedBuyer(house, '10.00');
    await setTerms(house, owner, { creditLimitMinor: 500n });
    await agreeMinimum(house, owner, 2000n);
    await closeMonth(house, owner);
    expect(await walletOf(house, owner)).toEqual({ available: -1000n, reserved: 0n });
    await expect(orderOnce(house, owner)).rejects.toMatchObject(refusedFor('9.00'));
    await fund(house, owner, 900n);
    await orderOnce(house, owner);
    expect(await walletOf(house, owner)).toEqual({ available: -500n, reserved: 400n });
  });

  test('that leaves the wallet low tells it with the invoice', async () => {
    const owner = await seedBuyer(house, '10.00');
    await setTerms(house, owner, { lowBalanceMinor: 500n });
    await agreeMinimum(house, owner, 600n);
    await closeMonth(house, owner);
    expect((await eventsOf(house, owner)).map(({ type }) => type)).toEqual(['invoice.issued', 'wallet.low_balance']);
    expect(await toldLow(house, owner)).toEqual([low('4.00', '5.00')]);
  });
});

describe('a threshold', () => {
  test('is told once for each crossing, and again after a recovery', async () => {
    const owner = await seedBuyer(house, '12.00');
    await setTerms(house, owner, { lowBalanceMinor: 800n });
    await orderOnce(house, owner);
    expect(await toldLow(house, owner)).toEqual([]);
    await orderOnce(house, owner);
    await orderOnce(house, owner);
    expect(await toldLow(house, owner)).toEqual([low('4.00', '8.00')]);
    await fund(house, owner, 799n);
    await orderOnce(house, owner);
    expect(await toldLow(house, owner)).toHaveLength(1);
    await fund(house, owner, 401n);
    await orderOnce(house, owner);
    expect(await toldLow(house, owner)).toEqual([low('4.00', '8.00'), low('4.00', '8.00')]);
  });

  test('above the balance is told at once, and not again by what is said again', async () => {
    const owner = await seedBuyer(house, '10.00');
    await setTerms(house, owner, { lowBalanceMinor: 1000n });
    expect(await toldLow(house, owner)).toEqual([]);
    await setTerms(house, owner, { lowBalanceMinor: 1001n });
    await setTerms(house, owner, { lowBalanceMinor: 1001n });
    await setTerms(house, owner, { lowBalanceMinor: 2000n });
    await orderOnce(house, owner);
    expect(await toldLow(house, owner)).toEqual([low('10.00', '10.01')]);
  });

  test('that is taken away tells nothing, and is told anew when it is set again', async () => {
    const owner = await seedBuyer(house, '10.00');
    await setTerms(house, owner, { lowBalanceMinor: 2000n });
    await setTerms(house, owner, { lowBalanceMinor: null });
    await orderOnce(house, owner);
    expect(await toldLow(house, owner)).toHaveLength(1);
    await setTerms(house, owner, { lowBalanceMinor: 2000n });
    expect(await toldLow(house, owner)).toEqual([low('10.00', '20.00'), low('6.00', '20.00')]);
  });

  test('that is lowered to the balance ends the low: the next crossing is told', async () => {
    const owner = await seedBuyer(house, '10.00');
    await setTerms(house, owner, { lowBalanceMinor: 2000n });
    await setTerms(house, owner, { lowBalanceMinor: 1000n });
    await orderOnce(house, owner);
    expect(await toldLow(house, owner)).toEqual([low('10.00', '20.00'), low('6.00', '10.00')]);
  });

  test('that twenty orders at once cross is told once', async () => {
    const owner = await seedBuyer(house, '80.00');
    await setTerms(house, owner, { lowBalanceMinor: 4001n });
    await Promise.all(Array.from({ length: 20 }, () => orderOnce(house, owner)));
    expect(await toldLow(house, owner)).toEqual([low('40.00', '40.01')]);
  });
});
