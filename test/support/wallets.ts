import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import type { Currency } from '../../src/kernel/money.ts';
import { fundWallet } from '../../src/use-cases/fund-wallet.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { setWalletTerms } from '../../src/use-cases/set-wallet-terms.ts';
import { JP, keyedCall, orderInput, systemCall } from './orders.ts';
import { packageDraft, type SeededPartner, seedPartner } from './seed.ts';
import { eventsOf } from './webhooks.ts';

/** Packages of other currencies: 600 yen, 1.234 Kuwaiti dinars, 5.00 euros. */
export const IN_YEN = packageDraft('KR', '600', { currency: 'JPY' });
export const IN_DINARS = packageDraft('KW', '1.234', { currency: 'KWD' });
export const IN_EUROS = packageDraft('TW', '5.00', { currency: 'EUR' });

/** One of 4.00 dollars, and those of other currencies. */
export const PACKAGES = [packageDraft('JP', '4.00'), IN_YEN, IN_DINARS, IN_EUROS];

/** An organisation with a wallet of dollars that may order all of them. */
export const seedBuyer = (house: House, wallet = '10.00'): Promise<SeededPartner> =>
  seedPartner(house, { wallet, approved: PACKAGES.map(({ packageId }) => packageId) });

let count = 0;

/** Orders once more; gives the order's id. */
export const orderOnce = async (house: House, owner: Owner, packageId = JP): Promise<string> => {
  count += 1;
  const { subject } = await placeOrder(
    house,
    keyedCall(owner, `order-${count}`),
    orderInput(`order-${count}`, { packageId }),
  );
  return subject;
};

/** Books a payment of minor units, under a reference of its own where the test names none. */
export const fund = (
  house: House,
  owner: Owner,
  minor: bigint,
  currency: Currency = 'USD',
  reference?: string,
): Promise<string> => {
  count += 1;
  const paymentReference = reference ?? `BANK-${count}`;
  return fundWallet(house, systemCall(owner), { amount: { minor, currency }, paymentReference });
};

/** Sets terms of an owner's dollars. */
export const setTerms = (
  house: House,
  owner: Owner,
  terms: { readonly creditLimitMinor?: bigint; readonly lowBalanceMinor?: bigint | null },
): Promise<null> => setWalletTerms(house, systemCall(owner), { currency: 'USD', ...terms });

/** What an owner heard of low balances, in order. */
export const toldLow = async (house: House, owner: Owner): Promise<readonly unknown[]> =>
  (await eventsOf(house, owner)).flatMap(({ type, data }) => (type === 'wallet.low_balance' ? [data] : []));

/** What such an event says. */
export const low = (available: string, threshold: string, currency = 'USD') => ({
  available: { amount: available, currency },
  threshold: { amount: threshold, currency },
});

/** The refusal of an order for which a wallet lacks so much. */
export const refusedFor = (shortfall: string, currency = 'USD') => ({
  code: 'INSUFFICIENT_BALANCE',
  details: { shortfall: { amount: shortfall, currency } },
});
