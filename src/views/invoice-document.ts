import type { DocumentLine, Invoice, InvoiceDocument, InvoiceFigures, Issuer } from '../domains/invoices/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import type { Currency } from '../kernel/money.ts';
import { type InvoiceLine, streamInvoiceLines } from './invoice-lines.ts';

const toDocumentLine = ({ bookedAt, type, partnerOrderId, packageName, amountMinor }: InvoiceLine): DocumentLine => ({
  bookedAt,
  type,
  partnerOrderId,
  packageName,
  amountMinor,
});

async function* linesOf(lines: AsyncIterable<InvoiceLine>): AsyncGenerator<DocumentLine, void, undefined> {
  for await (const line of lines) yield toDocumentLine(line);
}

/** An invoice as it is printed for its partner; its lines are read while it is written. */
export const invoiceDocument = (
  { database }: Pick<House, 'database'>,
  owner: Owner,
  invoice: Invoice,
  figures: InvoiceFigures,
  { issuer, partnerName }: Pick<InvoiceDocument, 'partnerName'> & { readonly issuer: Issuer },
): InvoiceDocument => ({
  ...figures,
  issuer,
  partnerName,
  mode: owner.mode,
  currency: invoice.currency as Currency, // checked when the wallet was opened
  status: invoice.status,
  number: invoice.number,
  purchaseOrder: invoice.purchaseOrder,
  periodStart: invoice.periodStart,
  periodEnd: invoice.periodEnd,
  timeZone: invoice.timeZone,
  issuedAt: invoice.issuedAt,
  paidAt: invoice.paidAt,
  voidedAt: invoice.voidedAt,
  lines: linesOf(streamInvoiceLines(database.tables(), owner, invoice, figures.grossProfitBasisPoints)),
});
