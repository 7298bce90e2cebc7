import type { Invoice } from '../domains/invoices/index.ts';
import { type LedgerEntry, type LedgerTables, streamEntries } from '../domains/ledger/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { type Currency, formatMinor } from '../kernel/money.ts';
import { type InvoiceLine, lineCursor, streamInvoiceLines } from './invoice-lines.ts';
import { type OrderPlace, orderPlaceCursor, type ReconciledOrder, reconciledOrders } from './reconciled-orders.ts';
import { lastCovered } from './reconciliation.ts';

/** A row of an export: every column by its name, as text, and the cursor behind it as the last one. */
export type ExportRow = Readonly<Record<string, string>>;

/** Rows that are read as they are taken, in an order that stays. */
export type ExportRows = AsyncGenerator<ExportRow, void, undefined>;

export const LINE_COLUMNS = [
  'entryId',
  'type',
  'bookedAt',
  'orderId',
  'partnerOrderId',
  'packageId',
  'package',
  'catalogueVersion',
  'amount',
  'grossProfit',
  'currency',
  'cursor',
] as const;

const toLineRow = (line: InvoiceLine, currency: Currency): Record<(typeof LINE_COLUMNS)[number], string> => ({
  entryId: line.entryId,
  type: line.type.toUpperCase(),
  bookedAt: line.bookedAt.toISOString(),
  orderId: line.orderId ?? '',
  partnerOrderId: line.partnerOrderId ?? '',
  packageId: line.packageId ?? '',
  package: line.packageName ?? '',
  catalogueVersion: line.catalogueVersion ?? '',
  amount: formatMinor(line.amountMinor, currency),
  grossProfit: formatMinor(line.grossProfitMinor, currency),
  currency,
  cursor: lineCursor(line),
});

/** The lines of an invoice behind a cursor, in the order of the ledger. */
export async function* invoiceLineRows(
  { database }: Pick<House, 'database'>,
  owner: Owner,
  invoice: Invoice,
  basisPoints: number,
  after: string | null,
): ExportRows {
  const currency = invoice.currency as Currency; // checked when the wallet was opened
  for await (const line of streamInvoiceLines(database.tables(), owner, invoice, basisPoints, after)) {
    yield toLineRow(line, currency);
  }
}

export const RECONCILIATION_COLUMNS = [
  'orderId',
  'partnerOrderId',
  'packageId',
  'status',
  'price',
  'reserved',
  'captured',
  'released',
  'refunded',
  'invoiced',
  'currency',
  'esim',
  'differences',
  'cursor',
] as const;

const toReconciledRow = (
  order: ReconciledOrder,
  currency: Currency,
): Record<(typeof RECONCILIATION_COLUMNS)[number], string> => {
  const amount = (minor: bigint | null): string => (minor === null ? '' : formatMinor(minor, currency));
  return {
    orderId: order.orderId,
    partnerOrderId: order.partnerOrderId,
    packageId: order.packageId,
    status: order.status.toUpperCase(),
    price: amount(order.priceMinor),
    reserved: amount(order.reserveMinor),
    captured: amount(order.captureMinor),
    released: amount(order.releaseMinor),
    refunded: amount(order.refundMinor),
    invoiced: amount(order.billedMinor),
    currency,
    esim: order.iccid === null ? 'NONE' : 'PREPARED',
    differences: order.differences.map(({ word }) => word.toUpperCase()).join(' '),
    cursor: orderPlaceCursor(order),
  };
};

/** The orders of an invoice's period behind a place. */
export async function* reconciliationRows(
  house: Pick<House, 'database'>,
  owner: Owner,
  invoice: Invoice,
  behind: OrderPlace,
): ExportRows {
  const currency = invoice.currency as Currency; // checked when the wallet was opened
  const last = await lastCovered(house, owner, invoice);
  for await (const order of reconciledOrders(house.database.tables(), owner, invoice, last, behind)) {
    yield toReconciledRow(order, currency);
  }
}

export const ENTRY_COLUMNS = [
  'sequence',
  'entryId',
  'type',
  'bookedAt',
  'amount',
  'availableAfter',
  'reservedAfter',
  'currency',
  'orderId',
  'invoiceId',
  'paymentReference',
  'description',
  'hash',
  'cursor',
] as const;

const toEntryRow = (entry: LedgerEntry, currency: Currency): Record<(typeof ENTRY_COLUMNS)[number], string> => ({
  sequence: String(entry.sequence),
  entryId: entry.id,
  type: entry.type.toUpperCase(),
  bookedAt: entry.createdAt.toISOString(),
  amount: formatMinor(entry.amountMinor, currency),
  availableAfter: formatMinor(entry.availableAfterMinor, currency),
  reservedAfter: formatMinor(entry.reservedAfterMinor, currency),
  currency,
  orderId: entry.orderId ?? '',
  invoiceId: entry.invoiceId ?? '',
  paymentReference: entry.paymentReference ?? '',
  description: entry.description,
  hash: entry.hash.toString('hex'),
  cursor: String(entry.sequence),
});

/** The entries of a wallet behind one, by its number, oldest first. */
export async function* entryRows(
  { database }: Pick<House, 'database'>,
  owner: Owner,
  currency: Currency,
  behind: number,
): ExportRows {
  for await (const entry of streamEntries(database.tables<LedgerTables>(), owner, currency, behind)) {
    yield toEntryRow(entry, currency);
  }
}
