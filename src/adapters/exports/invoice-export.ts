import type { Readable } from 'node:stream';
import { getInvoice, type Invoice, type InvoiceFigures, type Issuer } from '../../domains/invoices/index.ts';
import type { House } from '../../door/use-case.ts';
import type { Owner } from '../../kernel/actor.ts';
import { invoiceLineRows, LINE_COLUMNS } from '../../views/export-rows.ts';
import { invoiceDocument } from '../../views/invoice-document.ts';
import { figuresOfInvoice } from '../../views/invoice-figures.ts';
import { renderInvoicePdf } from '../invoice-pdf/index.ts';
import { type Format, writeRows } from './formats.ts';

/** Whose invoice it is, with the name that is printed. */
export interface InvoiceOwner extends Owner {
  readonly organisationName: string;
}

/** An invoice with its figures, and what it is printed with. */
interface Printed {
  readonly house: House;
  readonly issuer: Issuer;
  readonly owner: InvoiceOwner;
  readonly invoice: Invoice;
  readonly figures: InvoiceFigures;
}

/** Begins to print an invoice as PDF, as fast as it is read. */
export const printInvoice = ({ house, issuer, owner, invoice, figures }: Printed): Readable =>
  renderInvoicePdf(invoiceDocument(house, owner, invoice, figures, { issuer, partnerName: owner.organisationName }));

/** Begins to write an invoice's lines behind a cursor of them, as fast as it is read. Refuses: BAD_USER_INPUT for a malformed cursor. */
export const writeInvoiceLines = (
  { house, owner, invoice, figures }: Omit<Printed, 'issuer'>,
  format: Format,
  after: string | null,
): Readable =>
  writeRows(format, LINE_COLUMNS, invoiceLineRows(house, owner, invoice, figures.grossProfitBasisPoints, after));

/** Begins to make what the operator wants of an invoice: what its partner fetches. Refuses: INVOICE_NOT_FOUND. */
export const openInvoice = async (
  { house, issuer }: Pick<Printed, 'house' | 'issuer'>,
  {
    owner,
    invoiceId,
    format,
  }: { readonly owner: InvoiceOwner; readonly invoiceId: string; readonly format: 'pdf' | 'csv' },
): Promise<Readable> => {
  const tables = house.database.tables();
  const invoice = await getInvoice(tables, owner, invoiceId);
  const printed = { house, issuer, owner, invoice, figures: await figuresOfInvoice(tables, owner, invoice) };
  return format === 'pdf' ? printInvoice(printed) : writeInvoiceLines(printed, format, null);
};
