import type { Tx } from '../../db/transaction.ts';
import { type Currency, formatMinor } from '../../kernel/money.ts';
import type { EventDraft } from '../../records/events/index.ts';

/** When a locked wallet is low, and whether it was. */
interface LowBalance {
  readonly lowBalanceMinor: bigint | null;
  readonly isLow: boolean;
}

/** Keeps whether a locked wallet is low with this balance available. True where it has become so: that is told once. */
export const noteLow = (
  tx: Tx,
  currency: Currency,
  { lowBalanceMinor, isLow: wasLow }: LowBalance,
  availableMinor: bigint,
): boolean => {
  const isLow = lowBalanceMinor !== null && availableMinor < lowBalanceMinor;
  if (isLow !== wasLow) {
    const { organisationId, mode } = tx.owner;
    tx.change('update wallets set is_low = ? where organisation_id = ? and mode = ? and currency = ?', [
      isLow,
      organisationId,
      mode,
      currency,
    ]);
  }
  return isLow && !wasLow;
};

/** What the owner hears when a wallet has become low. */
export const lowBalance = (
  currency: Currency,
  { lowBalanceMinor }: Pick<LowBalance, 'lowBalanceMinor'>,
  availableMinor: bigint,
): EventDraft => ({
  type: 'wallet.low_balance',
  orderId: null,
  partnerOrderId: null,
  data: {
    available: { amount: formatMinor(availableMinor, currency), currency },
    threshold: { amount: formatMinor(lowBalanceMinor ?? 0n, currency), currency },
  },
});
