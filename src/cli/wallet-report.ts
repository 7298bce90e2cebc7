import type { WalletBalance } from '../domains/ledger/index.ts';
import { type Currency, formatMinor } from '../kernel/money.ts';

/** A wallet as commands give it in JSON. */
export const walletJson = (wallet: WalletBalance) => {
  const { currency, availableMinor, reservedMinor, creditLimitMinor, lowBalanceMinor } = wallet;
  const amount = (minor: bigint): string => formatMinor(minor, currency as Currency); // checked when the book was opened
  return {
    currency,
    available: amount(availableMinor),
    reserved: amount(reservedMinor),
    creditLine: amount(creditLimitMinor),
    lowBalance: lowBalanceMinor === null ? null : amount(lowBalanceMinor),
  };
};
