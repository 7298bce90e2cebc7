import {
  assertIssued,
  assertUndisputed,
  type Invoice,
  invoiceEvent,
  lockInvoice,
  markVoid,
  reopenPeriod,
} from '../domains/invoices/index.ts';
import { reverseTrueUp } from '../domains/ledger/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { type Currency, money } from '../kernel/money.ts';
import { assertRemark } from '../kernel/remark.ts';

interface VoidInvoice {
  readonly invoiceId: string;
  /** Why, as the partner reads it, a remark. */
  readonly reason: string;
}

/**
 * Makes an issued invoice void: its true-up goes back to the wallet, its number stays taken, and a new draft covers the same
 * entries. Refuses: INVOICE_NOT_FOUND, INVOICE_NOT_ISSUED, INVOICE_PAID, INVOICE_VOID, INVOICE_DISPUTED, BAD_USER_INPUT.
 */
export const voidInvoice = useCase(
  'invoice.void',
  async (tx, { invoiceId, reason }: VoidInvoice): Promise<Done<Invoice>> => {
    assertRemark(reason, 'reason');
    const invoice = await lockInvoice(tx, invoiceId);
    assertIssued(invoice);
    await assertUndisputed(tx, invoiceId);
    const trueUp = money(invoice.trueUpMinor ?? 0n, invoice.currency as Currency); // checked when the wallet was opened
    const name = { id: invoiceId, number: invoice.number ?? '' };
    const reversal = trueUp.minor > 0n ? await reverseTrueUp(tx, name, trueUp) : null;
    const voided = markVoid(tx, invoice, reason, reversal?.entryId ?? null);
    await reopenPeriod(tx, voided);
    return { result: voided, subject: invoiceId, event: invoiceEvent('invoice.voided', voided) };
  },
);
