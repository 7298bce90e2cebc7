import { DEFAULT_THRESHOLDS, setThresholds } from '../domains/esims/index.ts';
import { bringBackDrafts, monthOf } from '../domains/invoices/index.ts';
import { credit, listWallets } from '../domains/ledger/index.ts';
import { getTimeZone } from '../domains/partners/index.ts';
import { assertSandbox, forgetEncounters, resetClock } from '../domains/sandbox/index.ts';
import { hastenPending } from '../domains/webhooks/index.ts';
import { type Call, type House, useCase } from '../door/use-case.ts';
import { newId } from '../kernel/id.ts';
import { CURRENCY_DECIMALS, type Currency, money } from '../kernel/money.ts';
import { endOpenOrders } from './end-open-orders.ts';

interface ResetSandbox {
  /** The currency of the wallet that is funded. */
  readonly currency: Currency;
}

/** What is in the wallet afterwards at least, in units of its currency. */
const FUNDED_UNITS = 1_000n;

const begin = useCase('sandbox.reset', async (tx, { currency }: ResetSandbox) => {
  const { organisationId } = tx.owner;
  await resetClock(tx);
  const timeZone = await getTimeZone(tx);
  await bringBackDrafts(tx, monthOf(tx.realNow, timeZone), timeZone);
  await hastenPending(tx);
  await forgetEncounters(tx);
  await setThresholds(tx, DEFAULT_THRESHOLDS);
  const wallets = await listWallets(tx.tables(), tx.owner);
  const available = wallets.find((wallet) => wallet.currency === currency)?.availableMinor ?? 0n;
  const missing = FUNDED_UNITS * 10n ** BigInt(CURRENCY_DECIMALS[currency]) - available;
  if (missing > 0n) await credit(tx, money(missing, currency), `sandbox ${newId('key')}`);
  return { result: null, subject: organisationId, event: null };
});

/**
 * Begins a sandbox anew: its time is the real one again, open orders fail and release their price, webhooks that wait are
 * attempted at once, usage thresholds and what keys have met are forgotten, what is booked from now on is of the present
 * month's invoice, and the wallet has 1,000 units of its currency available at least. Nothing that was written is taken
 * away: orders, eSIMs, ledger, events and credentials stay. Refuses: SANDBOX_ONLY.
 */
export const resetSandbox = async (house: House, call: Call, input: ResetSandbox): Promise<void> => {
  const { actor } = call;
  const owner = actor.kind === 'partner' ? actor : actor.owner;
  if (!owner) throw new Error('a reset has an owner');
  assertSandbox(owner);
  while ((await endOpenOrders(house, call, null)).hasMore);
  await begin(house, call, input);
  await house.clock.catchUp?.();
};
