import { credit } from '../domains/ledger/index.ts';
import { useCase } from '../door/use-case.ts';
import { badInput } from '../kernel/fault.ts';
import type { Money } from '../kernel/money.ts';

interface FundWallet {
  readonly amount: Money;
  /** The payment's own reference, such as a bank's: booked once. */
  readonly paymentReference: string;
}

/** Books a payment into the owner's wallet. Refuses: BAD_USER_INPUT for no amount, PAYMENT_REFERENCE_TAKEN. */
export const fundWallet = useCase('wallet.fund', async (tx, { amount, paymentReference }: FundWallet) => {
  if (amount.minor <= 0n) throw badInput({ field: 'amount', bound: 'more than zero' });
  const { entryId } = await credit(tx, amount, paymentReference);
  return { result: entryId, subject: entryId, event: null };
});
