import { getOpenDraft, type Invoice } from '../../src/domains/invoices/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { agreeInvoiceTerms } from '../../src/use-cases/agree-invoice-terms.ts';
import { issueInvoice } from '../../src/use-cases/issue-invoice.ts';
import { type InvoiceLine, streamInvoiceLines } from '../../src/views/invoice-lines.ts';
import { systemCall } from './orders.ts';

/** The draft to which what is booked in an owner's wallet now belongs. */
export const openDraftOf = ({ database }: House, owner: Owner, currency = 'USD'): Promise<Invoice> =>
  getOpenDraft(database.tables(), owner, currency);

/** Ends the open month of an owner's wallet now, and gives its invoice. */
export const closeMonth = async (house: House, owner: Owner, currency = 'USD'): Promise<Invoice> => {
  const { id: invoiceId } = await openDraftOf(house, owner, currency);
  const issued = await issueInvoice(house, systemCall(owner), { invoiceId, isEarly: true });
  if (!issued) throw new Error('nothing was issued');
  return issued;
};

/** Agrees a monthly minimum in minor units for an owner's dollars, and how much of a price counts toward it. */
export const agreeMinimum = (
  house: House,
  owner: Owner,
  monthlyMinimumMinor: bigint,
  grossProfitBasisPoints = 10_000,
): Promise<null> =>
  agreeInvoiceTerms(house, systemCall(owner), {
    currency: 'USD',
    month: '2020-01-01',
    monthlyMinimumMinor,
    grossProfitBasisPoints,
  });

/** All lines of an invoice, in the order of the ledger. */
export const linesOf = async ({ database }: House, owner: Owner, invoice: Invoice): Promise<readonly InvoiceLine[]> => {
  const lines: InvoiceLine[] = [];
  const basisPoints = invoice.grossProfitBasisPoints ?? 10_000;
  for await (const line of streamInvoiceLines(database.tables(), owner, invoice, basisPoints)) lines.push(line);
  return lines;
};
