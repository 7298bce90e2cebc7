import type { Tx } from '../db/transaction.ts';
import {
  assertNoOpenDispute,
  type Dispute,
  type DisputeReason,
  disputeEvent,
  type Invoice,
  isChargeOf,
  listCreditedEntryIds,
  lockInvoice,
  openDispute,
} from '../domains/invoices/index.ts';
import { type LedgerEntry, listEntriesById, listEntriesOfOrders } from '../domains/ledger/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { badInput, Fault } from '../kernel/fault.ts';
import { newId } from '../kernel/id.ts';

interface DisputeInvoice {
  readonly invoiceId: string;
  readonly reason: DisputeReason;
  /** What the partner adds, a remark. */
  readonly note: string | null;
  /** The ledger entries of the lines, 1 to 100. */
  readonly entryIds: readonly string[];
}

const LINES_MAX = 100;

const badLines = (bound: string): Fault => badInput({ field: 'input.lines', bound });

/** The entries of the lines that are disputed. Refuses: BAD_USER_INPUT. */
const readLines = async (tx: Tx, invoice: Invoice, entryIds: readonly string[]): Promise<readonly LedgerEntry[]> => {
  if (entryIds.length < 1 || entryIds.length > LINES_MAX) throw badLines(`1 to ${LINES_MAX} of them`);
  if (new Set(entryIds).size < entryIds.length) throw badLines('each of them once');
  const entries = await listEntriesById(tx.tables(), tx.owner, entryIds);
  return entries.map((entry) => {
    if (!entry || !isChargeOf(invoice, entry)) {
      throw badLines('ledger entries that are lines of this invoice, a capture or its true-up');
    }
    return entry;
  });
};

/** Refuses: ORDER_CREDITED where the price of one of the orders was given back, BAD_USER_INPUT where the true-up was. */
const assertNothingGivenBack = async (tx: Tx, lines: readonly LedgerEntry[]): Promise<void> => {
  const orderIds = lines.flatMap(({ orderId }) => orderId ?? []);
  const booked = (await listEntriesOfOrders(tx.tables(), tx.owner, orderIds)).flat();
  if (booked.some(({ type }) => type === 'refund')) throw new Fault('ORDER_CREDITED');
  const credited = await listCreditedEntryIds(
    tx,
    lines.map(({ id }) => id),
  );
  if (lines.some(({ id, orderId }) => orderId !== null && credited.includes(id))) throw new Fault('ORDER_CREDITED');
  if (credited.length > 0) throw badLines('a true-up that no dispute credited before');
};

/**
 * Says that lines of an issued or paid invoice are wrong; no money moves before the operator decides. An invoice has one
 * open dispute at most, of what its lines come to. Refuses: INVOICE_NOT_FOUND, INVOICE_NOT_ISSUED, INVOICE_VOID,
 * DISPUTE_OPEN, BAD_USER_INPUT, ORDER_CREDITED.
 */
export const disputeInvoice = useCase(
  'dispute.open',
  async (tx, { invoiceId, reason, note, entryIds }: DisputeInvoice): Promise<Done<Dispute>> => {
    const invoice = await lockInvoice(tx, invoiceId);
    if (invoice.status === 'draft') throw new Fault('INVOICE_NOT_ISSUED');
    if (invoice.status === 'void') throw new Fault('INVOICE_VOID');
    await assertNoOpenDispute(tx, invoiceId);
    const entries = await readLines(tx, invoice, entryIds);
    await assertNothingGivenBack(tx, entries);
    const lines = entries.map(({ id: entryId, orderId, amountMinor }) => ({ entryId, orderId, amountMinor }));
    const dispute = openDispute(tx, { id: newId('dispute'), invoice, reason, note, lines });
    return { result: dispute, subject: dispute.id, event: disputeEvent('dispute.opened', dispute) };
  },
);
