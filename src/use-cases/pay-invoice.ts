import type { Tx } from '../db/transaction.ts';
import { assertIssued, type Invoice, invoiceEvent, lockInvoice, markPaid } from '../domains/invoices/index.ts';
import { creditPayment, getWallet, lockWallet } from '../domains/ledger/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { type Currency, money } from '../kernel/money.ts';

interface PayInvoice {
  readonly invoiceId: string;
  /** The payment's own reference, such as a bank's, of all that is due; null where the wallet has paid it. */
  readonly paymentReference: string | null;
}

/** The true-up was taken from the wallet when it was issued: it is paid once the wallet owes nothing. Where there was none, it is. */
const paidByWallet = async (tx: Tx, { currency, trueUpEntryId }: Invoice): Promise<string | null> => {
  if (trueUpEntryId === null) return null;
  await lockWallet(tx, currency as Currency); // checked when the wallet was opened
  const { availableMinor } = await getWallet(tx.tables(), tx.owner, currency);
  if (availableMinor < 0n) throw new Fault('INVOICE_NOT_COVERED');
  return trueUpEntryId;
};

/** Books what was paid into the wallet, from which it was taken. */
const paidByTransfer = async (tx: Tx, invoice: Invoice, paymentReference: string): Promise<string> => {
  const due = money(invoice.totalDueMinor ?? 0n, invoice.currency as Currency); // checked when the wallet was opened
  if (due.minor === 0n) throw new Fault('NOTHING_DUE');
  const { entryId } = await creditPayment(tx, { id: invoice.id, number: invoice.number ?? '' }, due, paymentReference);
  return entryId;
};

/**
 * Notes that an issued invoice is paid, with the entry that paid it: a payment of all that is due, booked into the wallet
 * under its reference, or the true-up itself where the wallet covers it. Refuses: INVOICE_NOT_FOUND, INVOICE_NOT_ISSUED,
 * INVOICE_PAID, INVOICE_VOID, NOTHING_DUE, INVOICE_NOT_COVERED, PAYMENT_REFERENCE_TAKEN.
 */
export const payInvoice = useCase(
  'invoice.pay',
  async (tx, { invoiceId, paymentReference }: PayInvoice): Promise<Done<Invoice>> => {
    const invoice = await lockInvoice(tx, invoiceId);
    assertIssued(invoice);
    const entryId =
      paymentReference === null ? await paidByWallet(tx, invoice) : await paidByTransfer(tx, invoice, paymentReference);
    const paid = markPaid(tx, invoice, entryId);
    return { result: paid, subject: invoiceId, event: invoiceEvent('invoice.paid', paid) };
  },
);
