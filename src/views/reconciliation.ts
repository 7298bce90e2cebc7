import { figuresOf, type Invoice, type InvoiceFigures, listInvoices } from '../domains/invoices/index.ts';
import { type Billing, lastSequenceBefore, listEntriesById, sumBilling } from '../domains/ledger/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { type Currency, formatMinor } from '../kernel/money.ts';
import { figuresOfInvoice } from './invoice-figures.ts';
import { type Difference, ORDER_DIFFERENCES, reconciledOrders } from './reconciled-orders.ts';

/** All that can differ, each with the sentence for it. */
export const DIFFERENCES = {
  ...ORDER_DIFFERENCES,
  invoice_total_differs: 'The invoice says another total than its lines come to.',
  period_gap: 'Entries of the ledger are on no invoice, or on two.',
} as const;

export type DifferenceWord = keyof typeof DIFFERENCES;

/** What the orders, the ledger, the invoice and the carrier say of a period, amounts in minor units. */
export interface Reconciliation {
  readonly invoice: Invoice;
  readonly figures: InvoiceFigures;
  readonly orders: number;
  readonly matched: number;
  /** Orders whose price is held: they are settled later. */
  readonly open: number;
  readonly ledger: { readonly ordersMinor: bigint; readonly refundsMinor: bigint };
  readonly differenceCount: number;
  /** The first of them. */
  readonly differences: readonly Difference<DifferenceWord>[];
}

/** Listed; all of them are counted. */
const LISTED = 100;

const RESETS_DIGITS = 10;

/** The last entry of the ledger that an invoice covers; of a draft, the last one that there is. */
export const lastCovered = async (
  { database }: Pick<House, 'database'>,
  owner: Owner,
  invoice: Invoice,
): Promise<bigint> =>
  invoice.lastSequence ?? (await lastSequenceBefore(database.tables(), owner, invoice.currency, null));

/** Where an invoice stands in its wallet's chain, to be sorted by: a sandbox that was reset has months again. */
const placeOf = ({ resets, month }: Invoice): string => `${String(resets).padStart(RESETS_DIGITS, '0')} ${month}`;

/** Whether the invoice before this one ends where it begins. */
const gapsOf = async (
  { database }: Pick<House, 'database'>,
  owner: Owner,
  invoice: Invoice,
): Promise<readonly Difference<DifferenceWord>[]> => {
  const { currency, firstSequence } = invoice;
  const filter = { currency, statuses: ['issued', 'paid', 'draft'] } as const;
  const all = (await listInvoices(database.tables(), owner, filter, 1_000, null)).rows;
  const places = new Map(all.map((one) => [placeOf(one), one]));
  const last = [...places.keys()]
    .filter((place) => place < placeOf(invoice))
    .toSorted()
    .at(-1);
  const before = last === undefined ? undefined : places.get(last);
  const expected = (before?.lastSequence ?? 0n) + 1n;
  if (expected === firstSequence) return [];
  const right = `entries up to ${expected - 1n} are on invoices before it`;
  return [
    { word: 'period_gap', orderId: null, partnerOrderId: null, left: `begins with entry ${firstSequence}`, right },
  ];
};

/** Figures that an invoice says, by what they are called. */
const FIGURES = {
  ordersMinor: 'orders',
  refundsMinor: 'refunds',
  grossProfitMinor: 'gross profit',
  trueUpMinor: 'true-up',
} as const satisfies Partial<Record<keyof InvoiceFigures, string>>;

/** What an issued invoice says and what its entries come to, where that is not the same; of a draft, whether each entry has its order. */
const totalsThatDiffer = async (
  { database }: Pick<House, 'database'>,
  owner: Owner,
  { status, currency: code, trueUpEntryId }: Invoice,
  figures: InvoiceFigures,
  ledger: Billing & { readonly billedMinor: bigint },
): Promise<readonly (readonly [said: string, found: string])[]> => {
  const currency = code as Currency; // checked when the wallet was opened
  const text = (name: string, minor: bigint): string => `${name} of ${formatMinor(minor, currency)} ${currency}`;
  const pair = (name: string, said: bigint, found: bigint, foundName = name) =>
    said === found ? [] : [[text(name, said), text(foundName, found)] as const];
  const differing = pair('entries', ledger.ordersMinor - ledger.refundsMinor, ledger.billedMinor, 'lines of orders');
  if (status === 'draft') return differing;
  const found = figuresOf(figures, ledger);
  const names = Object.keys(FIGURES) as (keyof typeof FIGURES)[]; // the table's own keys
  const [entry] = trueUpEntryId === null ? [] : await listEntriesById(database.tables(), owner, [trueUpEntryId]);
  return [
    ...names.flatMap((name) => pair(FIGURES[name], figures[name], found[name])),
    ...pair('true-up', figures.trueUpMinor, entry?.amountMinor ?? 0n, 'an entry'),
    ...differing,
  ];
};

/**
 * Holds the orders of a period against the ledger, the lines of its invoice and what the carrier prepared: everything
 * matches, or each difference is named with what either side says. Read some orders at a time.
 */
export const reconcile = async (
  house: Pick<House, 'database'>,
  owner: Owner,
  invoice: Invoice,
): Promise<Reconciliation> => {
  const tables = house.database.tables();
  const currency = invoice.currency as Currency; // checked when the wallet was opened
  const lastSequence = await lastCovered(house, owner, invoice);
  const figures = await figuresOfInvoice(tables, owner, invoice);
  const part = { currency, firstSequence: invoice.firstSequence, lastSequence };
  const ledger = await sumBilling(tables, owner, part, figures.grossProfitBasisPoints);
  const differences: Difference<DifferenceWord>[] = [...(await gapsOf(house, owner, invoice))];
  let [orders, matched, open, billedMinor] = [0, 0, 0, 0n];
  let differenceCount = differences.length;
  const note = (found: readonly Difference<DifferenceWord>[]): void => {
    differenceCount += found.length;
    differences.push(...found.slice(0, Math.max(0, LISTED - differences.length)));
  };
  for await (const order of reconciledOrders(tables, owner, invoice, lastSequence)) {
    orders += 1;
    billedMinor += order.billedMinor;
    if (order.isOpen) open += 1;
    if (order.differences.length === 0) matched += 1;
    note(order.differences);
  }
  const said = await totalsThatDiffer(house, owner, invoice, figures, { ...ledger, billedMinor });
  note(
    said.map(([left, right]) => ({ word: 'invoice_total_differs', orderId: null, partnerOrderId: null, left, right })),
  );
  const { ordersMinor, refundsMinor } = ledger;
  return {
    invoice,
    figures,
    orders,
    matched,
    open,
    ledger: { ordersMinor, refundsMinor },
    differenceCount,
    differences,
  };
};
