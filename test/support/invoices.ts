import { getOpenDraft, type Invoice, listInvoices } from '../../src/domains/invoices/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { agreeInvoiceTerms } from '../../src/use-cases/agree-invoice-terms.ts';
import { issueInvoice } from '../../src/use-cases/issue-invoice.ts';
import { type InvoiceLine, streamInvoiceLines } from '../../src/views/invoice-lines.ts';
import { systemCall } from './orders.ts';

/** The draft to which what is booked in an owner's wallet now belongs. */
export const openDraftOf = ({ database }: House, owner: Owner, currency = 'USD'): Promise<Invoice> =>
  getOpenDraft(database.tables(), owner, currency);

/** The draft of a month of an owner, named by its first day. */
export const draftOfMonth = async ({ database }: House, owner: Owner, month: string): Promise<Invoice> => {
  const { rows } = await listInvoices(database.tables(), owner, { month, statuses: ['draft'] }, 2, null);
  const [draft] = rows;
  if (!draft || rows.length > 1) throw new Error(`there are ${rows.length} drafts of ${month}`);
  return draft;
};

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

/** The entries of the orders that an invoice charges, in the order of the ledger. */
export const chargesOf = async (house: House, owner: Owner, invoice: Invoice): Promise<readonly string[]> =>
  (await linesOf(house, owner, invoice)).filter(({ type }) => type === 'capture').map(({ entryId }) => entryId);

/** The partner's own ids of the orders that the lines of an invoice are about, in the order of the ledger. */
export const partnerOrderIdsOn = async (
  house: House,
  owner: Owner,
  invoice: Invoice,
): Promise<readonly (string | null)[]> =>
  (await linesOf(house, owner, invoice)).map(({ partnerOrderId }) => partnerOrderId);

/** How an owner's invoices were counted, such as `000001`, sorted. */
export const numbersOf = async ({ database }: House, owner: Owner): Promise<readonly string[]> => {
  const { rows } = await listInvoices(database.tables(), owner, {}, 200, null);
  return rows.flatMap(({ number }) => number?.split('-').at(-1) ?? []).toSorted();
};
