import type { Tx } from '../db/transaction.ts';
import {
  figuresOf,
  getTerms,
  type Invoice,
  invoiceEvent,
  isPeriodOver,
  issueInvoice as issue,
  lockInvoice,
  moveDraft,
  nextNumber,
  openNextDraft,
} from '../domains/invoices/index.ts';
import { bookTrueUp, lastSequenceBefore, lockWallet, sumBilling } from '../domains/ledger/index.ts';
import { getTimeZone } from '../domains/partners/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { type Currency, money } from '../kernel/money.ts';

interface IssueInvoice {
  readonly invoiceId: string;
  /** Covers what is booked by now, where the period is not over: for a sandbox that does not wait. */
  readonly isEarly?: boolean;
  /** Where nothing was booked in the month and no minimum is agreed, the draft becomes one of the next month instead. */
  readonly skipsEmpty?: boolean;
}

/** The last entry that a locked draft covers. Whoever posts in the wallet waits. */
const lastCovered = async (tx: Tx, draft: Invoice, isEarly: boolean): Promise<bigint> => {
  if (draft.lastSequence !== null) return draft.lastSequence;
  const last = await lastSequenceBefore(tx.tables(), tx.owner, draft.currency, isEarly ? null : draft.periodEnd);
  return last < draft.firstSequence ? draft.firstSequence - 1n : last;
};

/**
 * Issues a draft whose period is over: fixes what it says, gives it the next number, takes the true-up from the wallet and
 * opens the draft of the next month. The wallet is locked meanwhile, so each entry is on one invoice, whenever it was booked.
 * Gives the invoice; null where an empty month was skipped. Refuses: INVOICE_NOT_FOUND, INVOICE_ISSUED, INVOICE_PERIOD_OPEN.
 */
export const issueInvoice = useCase(
  'invoice.issue',
  async (tx, { invoiceId, isEarly = false, skipsEmpty = false }: IssueInvoice): Promise<Done<Invoice | null>> => {
    const draft = await lockInvoice(tx, invoiceId);
    if (draft.status !== 'draft') throw new Fault('INVOICE_ISSUED');
    if (!isEarly && !(await isPeriodOver(tx, draft))) throw new Fault('INVOICE_PERIOD_OPEN');
    const currency = draft.currency as Currency; // checked when the wallet was opened
    await lockWallet(tx, currency);
    const terms = await getTerms(tx.tables(), tx.owner, currency, draft.month);
    const lastSequence = await lastCovered(tx, draft, isEarly);
    const covered = { currency, firstSequence: draft.firstSequence, lastSequence };
    const figures = figuresOf(terms, await sumBilling(tx.tables(), tx.owner, covered, terms.grossProfitBasisPoints));
    if (skipsEmpty && draft.lastSequence === null && figures.lineCount === 0 && terms.monthlyMinimumMinor === 0n) {
      await moveDraft(tx, draft, await getTimeZone(tx));
      return { result: null, subject: null, event: null };
    }
    const number = await nextNumber(tx);
    const trueUp = money(figures.trueUpMinor, currency);
    const booked = trueUp.minor > 0n ? await bookTrueUp(tx, { id: invoiceId, number }, trueUp) : null;
    const issued = issue(tx, draft, { number, lastSequence, figures, trueUpEntryId: booked?.entryId ?? null });
    if (draft.lastSequence === null) await openNextDraft(tx, issued, await getTimeZone(tx));
    const low = booked?.event ? [booked.event] : [];
    return { result: issued, subject: invoiceId, event: [invoiceEvent('invoice.issued', issued), ...low] };
  },
);
