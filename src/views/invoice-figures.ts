import type { Kysely } from 'kysely';
import {
  figuresOf,
  getTerms,
  type Invoice,
  type InvoiceFigures,
  type InvoiceTerms,
} from '../domains/invoices/index.ts';
import { sumBilling } from '../domains/ledger/index.ts';
import type { Owner } from '../kernel/actor.ts';

/** What an issued invoice says; null for a draft. */
const fixedFigures = (invoice: Invoice): InvoiceFigures | null => {
  const { lineCount, ordersMinor, refundsMinor, grossProfitMinor, grossProfitBasisPoints } = invoice;
  const { monthlyMinimumMinor, trueUpMinor, totalDueMinor } = invoice;
  if (
    lineCount === null ||
    ordersMinor === null ||
    refundsMinor === null ||
    grossProfitMinor === null ||
    grossProfitBasisPoints === null ||
    monthlyMinimumMinor === null ||
    trueUpMinor === null ||
    totalDueMinor === null
  ) {
    return null;
  }
  return {
    lineCount,
    ordersMinor,
    refundsMinor,
    grossProfitMinor,
    grossProfitBasisPoints,
    monthlyMinimumMinor,
    trueUpMinor,
    totalDueMinor,
  };
};

/** What was agreed about an invoice's month: as issued, or of a draft as it stands now. */
export const termsOfInvoice = async (tables: Kysely<unknown>, owner: Owner, invoice: Invoice): Promise<InvoiceTerms> =>
  fixedFigures(invoice) ?? getTerms(tables, owner, invoice.currency, invoice.month);

/** An invoice's figures: as issued, or of a draft as the ledger has them now, with the true-up that it would have today. */
export const figuresOfInvoice = async (
  tables: Kysely<unknown>,
  owner: Owner,
  invoice: Invoice,
): Promise<InvoiceFigures> => {
  const fixed = fixedFigures(invoice);
  if (fixed) return fixed;
  const terms = await termsOfInvoice(tables, owner, invoice);
  return figuresOf(terms, await sumBilling(tables, owner, invoice, terms.grossProfitBasisPoints));
};
