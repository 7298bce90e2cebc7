import type { Kysely } from 'kysely';
import { figuresOf, getTerms, type Invoice, type InvoiceFigures } from '../domains/invoices/index.ts';
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

/** An invoice's figures: as issued, or of a draft as the ledger has them now, with the true-up that it would have today. */
export const figuresOfInvoice = async (
  tables: Kysely<unknown>,
  owner: Owner,
  invoice: Invoice,
): Promise<InvoiceFigures> => {
  const fixed = fixedFigures(invoice);
  if (fixed) return fixed;
  const terms = await getTerms(tables, owner, invoice.currency, invoice.month);
  return figuresOf(terms, await sumBilling(tables, owner, invoice, terms.grossProfitBasisPoints));
};
