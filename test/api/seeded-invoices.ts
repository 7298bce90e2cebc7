import type { Owner } from '../../src/kernel/actor.ts';
import { acceptDispute } from '../../src/use-cases/accept-dispute.ts';
import { disputeInvoice } from '../../src/use-cases/dispute-invoice.ts';
import { issueInvoice } from '../../src/use-cases/issue-invoice.ts';
import { payInvoice } from '../../src/use-cases/pay-invoice.ts';
import { rejectDispute } from '../../src/use-cases/reject-dispute.ts';
import { setInvoicePurchaseOrder } from '../../src/use-cases/set-invoice-purchase-order.ts';
import { setWalletTerms } from '../../src/use-cases/set-wallet-terms.ts';
import { voidInvoice } from '../../src/use-cases/void-invoice.ts';
import { agreeMinimum, chargesOf, closeMonth, draftOfMonth, openDraftOf } from '../support/invoices.ts';
import { partnerCall, systemCall } from '../support/orders.ts';
import type { TestHouse } from '../support/test-house.ts';

/** Invoices that show all that one can have. */
export interface SeededInvoices {
  /** Paid, with a purchase order, a rejected dispute and an accepted one. */
  readonly paid: string;
  /** The rejected dispute of the paid one. */
  readonly rejected: string;
  /** Issued anew in the place of a void one, with an accepted dispute. */
  readonly reissued: string;
  /** Issued and never disputed: the entry of its only line, the true-up. */
  readonly issued: { readonly id: string; readonly trueUp: string };
}

/** Seeds three months, with what was booked so far in the first and what `order` books in the second; the wallet becomes low. */
export const seedInvoices = async (
  house: TestHouse,
  owner: Owner,
  order: () => Promise<string>,
): Promise<SeededInvoices> => {
  const dispute = async (invoiceId: string, entryIds: readonly string[]): Promise<string> => {
    const input = { invoiceId, reason: 'wrong_price', note: 'agreed at 3.00', entryIds } as const;
    return (await disputeInvoice(house, partnerCall(owner), input)).id;
  };
  const accept = (disputeId: string) =>
    acceptDispute(house, systemCall(owner), { disputeId, creditMinor: 100n, answer: 'Agreed.' });

  await agreeMinimum(house, owner, 3000n, 6250);
  const { id: paid } = await openDraftOf(house, owner);
  await setInvoicePurchaseOrder(house, partnerCall(owner), { invoiceId: paid, purchaseOrder: 'PO-7' });
  const [line = ''] = await chargesOf(house, owner, await closeMonth(house, owner));
  const rejected = { disputeId: await dispute(paid, [line]), answer: 'It was 4.00.' };
  await rejectDispute(house, systemCall(owner), rejected);
  await accept(await dispute(paid, [line]));
  await payInvoice(house, systemCall(owner), { invoiceId: paid, paymentReference: 'BANK-INVOICE-1' });

  await order();
  const wrong = await closeMonth(house, owner);
  await voidInvoice(house, systemCall(owner), { invoiceId: wrong.id, reason: 'The minimum was wrong.' });
  const { id: reissued } = await draftOfMonth(house, owner, wrong.month);
  await issueInvoice(house, systemCall(owner), { invoiceId: reissued, isEarly: true });
  const [own = ''] = await chargesOf(house, owner, wrong);
  await accept(await dispute(reissued, [own]));

  const { id, trueUpEntryId } = await closeMonth(house, owner);
  await setWalletTerms(house, partnerCall(owner), { currency: 'USD', lowBalanceMinor: 100_000n });
  return { paid, rejected: rejected.disputeId, reissued, issued: { id, trueUp: trueUpEntryId ?? '' } };
};
