import { metricsRegistry } from '../../src/http/registry.ts';
import type { Mode } from '../../src/kernel/actor.ts';
import { agreeInvoiceTerms } from '../../src/use-cases/agree-invoice-terms.ts';
import { closeMonths } from '../../src/use-cases/close-months.ts';
import { setWalletTerms } from '../../src/use-cases/set-wallet-terms.ts';
import { moneyGauges } from '../../src/views/money-facts.ts';
import { systemCall } from '../support/orders.ts';
import { seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';

const MONTH_MS = 31 * 86_400_000;

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
});

afterAll(() => house.close());

/** What Prometheus is given. */
const scrape = async (mode: Mode) => {
  const text = await metricsRegistry(moneyGauges(house)).metrics();
  const gauge = (name: string) => Number(new RegExp(`^onyx_${name}\\{mode="${mode}"\\} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    over: gauge('invoice_months_over'),
    disputes: gauge('disputes_open'),
    low: gauge('wallets_low'),
    overdrawn: gauge('wallets_overdrawn'),
  };
};

test('metrics tell of months that are over, wallets that are low, and wallets that owe more than their credit line, by mode', async () => {
  const call = systemCall(await seedPartner(house, { wallet: '5.00' }));
  const nothing = { over: 0, disputes: 0, low: 0, overdrawn: 0 };
  expect([await scrape('sandbox'), await scrape('live')]).toEqual([nothing, nothing]);
  await setWalletTerms(house, call, { currency: 'USD', lowBalanceMinor: 1_000n });
  const terms = { monthlyMinimumMinor: 2_000n, grossProfitBasisPoints: 10_000 };
  await agreeInvoiceTerms(house, call, { currency: 'USD', month: '2026-11-01', ...terms });
  clock.advance(MONTH_MS);
  expect(await scrape('sandbox')).toEqual({ ...nothing, over: 1, low: 1 });
  expect(await scrape('live')).toEqual({ ...nothing, over: 1 });
  await closeMonths(house, { actor: { kind: 'system', name: 'test' }, organisationId: null });
  expect(await scrape('sandbox')).toEqual({ ...nothing, low: 1, overdrawn: 1 });
  expect(await scrape('live')).toEqual(nothing);
});
