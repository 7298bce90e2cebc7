import type { DocumentLine, InvoiceDocument } from '../../domains/invoices/index.ts';
import { formatMinor } from '../../kernel/money.ts';
import { type LocalTime, localTime } from './local-time.ts';

const onDate = (what: string, moment: Date | null, date: LocalTime['date']): string =>
  moment === null ? what : `${what} on ${date(moment)}`;

/** A word that nobody may overlook, and what it means. */
interface Mark {
  readonly word: string;
  readonly sentence: string;
}

export const marksOf = (document: InvoiceDocument): readonly Mark[] => {
  const { date } = localTime(document.timeZone);
  const marks: readonly (Mark | null)[] = [
    document.mode === 'sandbox'
      ? { word: 'SANDBOX', sentence: 'This is no real invoice: nothing is to be paid.' }
      : null,
    document.status === 'draft' ? { word: 'DRAFT', sentence: 'Not issued yet: what it says may still change.' } : null,
    document.status === 'void'
      ? { word: 'VOID', sentence: `${onDate('Voided', document.voidedAt, date)}: it is not to be paid.` }
      : null,
  ];
  return marks.filter((mark) => mark !== null);
};

/** What stands at the head of it, in capitals. */
export const headlineOf = ({ status }: InvoiceDocument): string => {
  if (status === 'draft') return 'DRAFT INVOICE';
  return status === 'void' ? 'VOID INVOICE' : 'INVOICE';
};

/** What a reader of the file calls it. */
export const titleOf = (document: InvoiceDocument): string => {
  const month = localTime(document.timeZone).date(document.periodStart).slice(0, 7);
  const name = document.number === null ? `Draft invoice ${month}` : `Invoice ${document.number}`;
  return [name, ...marksOf(document).map(({ word }) => word)].join(' · ');
};

const paymentOf = ({ status, paidAt, totalDueMinor }: InvoiceDocument, date: LocalTime['date']): string => {
  if (status === 'draft') return 'Nothing is due yet';
  if (status === 'void') return 'Void: not to be paid';
  if (status === 'paid') return onDate('Paid', paidAt, date);
  return totalDueMinor === 0n ? 'Nothing is due' : 'Unpaid';
};

type Fact = readonly [label: string, value: string];

/** What it says of itself next to the partner's name. */
export const factsOf = (document: InvoiceDocument): readonly Fact[] => {
  const { date } = localTime(document.timeZone);
  const lastDay = date(new Date(document.periodEnd.getTime() - 1));
  const facts: readonly (Fact | null)[] = [
    document.number === null ? null : ['Number', document.number],
    ['Issue date', document.issuedAt === null ? 'Not issued yet' : date(document.issuedAt)],
    ['Period', `${date(document.periodStart)} to ${lastDay}`],
    ['Time zone', document.timeZone],
    document.purchaseOrder === null ? null : ['PO number', document.purchaseOrder],
    ['Payment', paymentOf(document, date)],
    ['Lines', String(document.lineCount)],
  ];
  return facts.filter((fact) => fact !== null);
};

/** One row of the totals. What is in the sum adds up to the total due; the others say how a true-up comes about. */
interface TotalsRow {
  readonly label: string;
  readonly amount: string;
  readonly isInSum: boolean;
}

const percentOf = (basisPoints: number): string =>
  basisPoints === 10_000 ? '' : ` (${basisPoints / 100} % of net prices)`;

export const totalsOf = (document: InvoiceDocument): readonly TotalsRow[] => {
  const { ordersMinor, refundsMinor, grossProfitMinor, monthlyMinimumMinor, trueUpMinor, currency } = document;
  const settledMinor = refundsMinor - ordersMinor;
  const row = (label: string, minor: bigint, isInSum: boolean): TotalsRow => {
    return { label, amount: formatMinor(minor, currency), isInSum };
  };
  return [
    row('Orders captured', ordersMinor, true),
    row('Refunds', -refundsMinor, true),
    row(settledMinor > 0n ? 'Given back to the wallet already' : 'Taken from the wallet already', settledMinor, true),
    row(`Gross profit${percentOf(document.grossProfitBasisPoints)}`, grossProfitMinor, false),
    row('Monthly minimum', monthlyMinimumMinor, false),
    row('True-up to the monthly minimum', trueUpMinor, true),
  ];
};

export const KINDS: Readonly<Record<DocumentLine['type'], string>> = {
  capture: 'Order',
  refund: 'Refund',
  monthly_minimum_true_up: 'Monthly minimum true-up',
};
