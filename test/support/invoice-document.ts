import { Readable } from 'node:stream';
import type { DocumentLine, InvoiceDocument } from '../../src/domains/invoices/index.ts';

/** An order as a line of an invoice. */
export const LINE: DocumentLine = {
  bookedAt: new Date('2026-11-11T10:30:00Z'),
  type: 'capture',
  partnerOrderId: 'ORDER-1',
  packageName: 'Japan 10 GB, 30 days',
  amountMinor: 450n,
};

const TRUE_UP: DocumentLine = {
  bookedAt: new Date('2026-11-30T22:59:59Z'),
  type: 'monthly_minimum_true_up',
  partnerOrderId: null,
  packageName: null,
  amountMinor: 26_000n,
};

export type Content = Partial<Omit<InvoiceDocument, 'lines'>> & { readonly lines?: readonly DocumentLine[] };

/** An invoice as it is printed: all that is not asked for is that of an ordinary one. */
export const invoiceDocument = ({ lines = [LINE, TRUE_UP], ...content }: Content = {}): InvoiceDocument => ({
  issuer: { name: 'Onyx Mobile GmbH', address: ['Torstraße 1', '10119 Berlin', 'Germany'] },
  partnerName: 'Łódź Reisebüro Ωmega',
  mode: 'live',
  currency: 'EUR',
  status: 'issued',
  number: 'INV-7F3K2A-000012',
  purchaseOrder: 'PO-7781',
  periodStart: new Date('2026-10-31T23:00:00Z'),
  periodEnd: new Date('2026-11-30T23:00:00Z'),
  timeZone: 'Europe/Berlin',
  issuedAt: new Date('2026-12-01T02:00:00Z'),
  paidAt: null,
  voidedAt: null,
  ordersMinor: 123_400n,
  refundsMinor: 3_400n,
  grossProfitMinor: 24_000n,
  grossProfitBasisPoints: 2_000,
  monthlyMinimumMinor: 50_000n,
  trueUpMinor: 26_000n,
  totalDueMinor: 26_000n,
  lineCount: lines.length,
  ...content,
  lines: Readable.from(lines),
});

/** So many orders, each with an id of its own: `ORDER-0.`, `ORDER-1.`, … */
export const manyLines = (
  count: number,
  line: (index: number) => Partial<DocumentLine> = () => ({}),
): readonly DocumentLine[] =>
  Array.from({ length: count }, (_, index) => ({ ...LINE, partnerOrderId: `ORDER-${index}.`, ...line(index) }));
