import { setWalletTerms as setTerms, type WalletTerms } from '../domains/ledger/index.ts';
import { useCase } from '../door/use-case.ts';
import { badInput } from '../kernel/fault.ts';

/**
 * Sets a wallet's credit line, and below which available balance its owner is told; at once where it is below already.
 * Refuses: BAD_USER_INPUT, CURRENCY_NOT_APPROVED.
 */
export const setWalletTerms = useCase('wallet.set_terms', async (tx, terms: WalletTerms) => {
  if ((terms.creditLimitMinor ?? 0n) < 0n) throw badInput({ field: 'creditLimit', bound: 'zero or more' });
  if ((terms.lowBalanceMinor ?? 1n) <= 0n) throw badInput({ field: 'lowBalance', bound: 'more than zero' });
  return { result: null, event: await setTerms(tx, terms), subject: tx.owner.organisationId };
});
