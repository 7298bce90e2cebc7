import { type Currency, formatMinor } from '../../kernel/money.ts';
import type { EventDraft } from '../../records/events/index.ts';
import type { Invoice } from './invoices.ts';

/** What the owner hears of an invoice that was issued, paid or voided. */
export const invoiceEvent = (
  type: 'invoice.issued' | 'invoice.paid' | 'invoice.voided',
  invoice: Invoice,
): EventDraft => {
  const currency = invoice.currency as Currency; // checked when the wallet was opened
  return {
    type,
    orderId: null,
    partnerOrderId: null,
    data: {
      invoiceId: invoice.id,
      number: invoice.number ?? '',
      status: invoice.status.toUpperCase(),
      periodStart: invoice.periodStart.toISOString(),
      periodEnd: invoice.periodEnd.toISOString(),
      totalDue: { amount: formatMinor(invoice.totalDueMinor ?? 0n, currency), currency },
    },
  };
};
