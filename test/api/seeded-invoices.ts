import { listInvoices } from '../../src/domains/invoices/index.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { acceptDispute } from '../../src/use-cases/accept-dispute.ts';
import { disputeInvoice } from '../../src/use-cases/dispute-invoice.ts';
import { payInvoice } from '../../src/use-cases/pay-invoice.ts';
import { rejectDispute } from '../../src/use-cases/reject-dispute.ts';
import { setInvoicePurchaseOrder } from '../../src/use-cases/set-invoice-purchase-order.ts';
import { voidInvoice } from '../../src/use-cases/void-invoice.ts';
import { agreeMinimum, closeMonth, linesOf, openDraftOf } from '../support/invoices.ts';
import { partnerCall, systemCall } from '../support/orders.ts';
import type { TestHouse } from '../support/test-house.ts';

/** Invoices that show all that one can have. */
export interface SeededInvoices {
  /** Of the orders so far: paid, with a purchase order, a rejected dispute and an accepted one of an order's line. */
  readonly paid: string;
  /** Issued again after it was void: a draft of a period that is over. */
  readonly reopened: string;
  /** Issued and not paid. */
  readonly issued: string;
  /** The entry of its only line, the true-up. */
  readonly trueUp: string;
}

/** Seeds three months; of the order named the price is given back by a dispute. */
export const seedInvoices = async (house: TestHouse, owner: Owner, disputed: string): Promise<SeededInvoices> => {
  await agreeMinimum(house, owner, 3000n, 6250);
  const { id: invoiceId } = await openDraftOf(house, owner);
  await setInvoicePurchaseOrder(house, partnerCall(owner), { invoiceId, purchaseOrder: 'PO-7' });
  const november = await closeMonth(house, owner);
  const lines = (await linesOf(house, owner, november)).filter(({ partnerOrderId }) => partnerOrderId === disputed);
  const entryIds = lines.filter(({ type }) => type === 'capture').map(({ entryId }) => entryId);
  const dispute = async () => {
    const input = { invoiceId, reason: 'wrong_price', note: 'agreed at 3.00', entryIds } as const;
    return (await disputeInvoice(house, partnerCall(owner), input)).id;
  };
  await rejectDispute(house, systemCall(owner), { disputeId: await dispute(), answer: 'It was 4.00.' });
  const accepted = { disputeId: await dispute(), creditMinor: 100n, answer: 'Agreed.' };
  await acceptDispute(house, systemCall(owner), accepted);
  await payInvoice(house, systemCall(owner), { invoiceId, paymentReference: 'BANK-INVOICE-1' });
  const december = await closeMonth(house, owner);
  await voidInvoice(house, systemCall(owner), { invoiceId: december.id, reason: 'The minimum was wrong.' });
  const january = await closeMonth(house, owner);
  const { rows } = await listInvoices(house.database.tables(), owner, { statuses: ['draft'] }, 10, null);
  const reopened = rows.find(({ lastSequence }) => lastSequence !== null);
  return {
    paid: invoiceId,
    reopened: reopened?.id ?? '',
    issued: january.id,
    trueUp: january.trueUpEntryId ?? '',
  };
};
