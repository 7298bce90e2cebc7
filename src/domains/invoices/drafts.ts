import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import type { Invoice } from './invoices.ts';

/** The period of a month in a time zone: from its first midnight to that of the next month. */
const PERIOD = `(?::date)::timestamp at time zone ?, ((?::date) + interval '1 month') at time zone ?`;

/** A wallet of an owner, and the zone of its months. */
interface DraftOf extends Owner {
  readonly currency: string;
  readonly timeZone: string;
}

interface Draft extends DraftOf {
  /** Its first day. */
  readonly month: string;
  readonly resets: number;
  readonly firstSequence: bigint;
  readonly lastSequence: bigint | null;
  readonly purchaseOrder: string | null;
}

const writeDraft = (tx: Tx, draft: Draft): void => {
  const { organisationId, mode, currency, timeZone, month, resets, firstSequence, lastSequence, purchaseOrder } = draft;
  tx.change(
    `insert into invoices (id, organisation_id, mode, currency, month, time_zone, period_start, period_end, status,
        resets, first_sequence, last_sequence, purchase_order, created_at)
      select ?, ?, ?, ?, ?::date, ?, ${PERIOD}, 'draft', ?, ?, ?, ?, ?`,
    [
      newId('invoice'),
      organisationId,
      mode,
      currency,
      month,
      timeZone,
      month,
      timeZone,
      month,
      timeZone,
      resets,
      firstSequence,
      lastSequence,
      purchaseOrder,
      tx.realNow,
    ],
  );
};

/** The first day of the month that a moment is in, in a time zone, as `2026-11-01`. */
export const monthOf = (moment: Date, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part('year')}-${part('month')}-01`;
};

const MONTHS = 12;

/** The first day of the month after one. */
export const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === MONTHS
    ? `${String(year + 1).padStart(4, '0')}-01-01`
    : `${String(year).padStart(4, '0')}-${String(number + 1).padStart(2, '0')}-01`;
};

/** Opens the first draft of a new wallet, for the month that it is now. */
export const openFirstDraft = (tx: Tx, wallet: DraftOf, now: Date): void =>
  writeDraft(tx, {
    ...wallet,
    month: monthOf(now, wallet.timeZone),
    resets: 0,
    firstSequence: 1n,
    lastSequence: null,
    purchaseOrder: null,
  });

/** Opens the draft of the month after an issued invoice, in the owner's time zone now: it covers what the ledger has behind it. */
export const openNextDraft = async (tx: Tx, issued: Invoice, timeZone: string): Promise<void> => {
  await tx.flush(); // a wallet has one open draft at a time
  writeDraft(tx, {
    ...issued,
    timeZone,
    month: nextMonth(issued.month),
    firstSequence: (issued.lastSequence ?? 0n) + 1n,
    lastSequence: null,
    purchaseOrder: null,
  });
};

/** Opens the period of an invoice that became void again: a draft that covers the same entries. */
export const reopenPeriod = async (tx: Tx, voided: Invoice): Promise<void> => {
  await tx.flush(); // a month has one invoice that is not void
  writeDraft(tx, voided);
};

/** Has a locked, open draft be one of the next month: nothing was booked in its own. */
export const moveDraft = async (tx: Tx, draft: Invoice, timeZone: string): Promise<void> => {
  const month = nextMonth(draft.month);
  await sql`
    update invoices set month = ${month}::date, time_zone = ${timeZone},
      period_start = ${month}::date::timestamp at time zone ${timeZone},
      period_end = (${month}::date + interval '1 month') at time zone ${timeZone}
    where id = ${draft.id}`.execute(tx.tables<unknown>());
};

/**
 * Has the owner's open drafts of months that are ahead be of a month, named by its first day: what was booked and not yet
 * invoiced is of that month. It may have been invoiced before; those invoices stay as they are.
 */
export const bringBackDrafts = async (tx: Tx, month: string, timeZone: string): Promise<void> => {
  const { organisationId, mode } = tx.owner;
  await sql`
    update invoices set month = ${month}::date, time_zone = ${timeZone}, resets = resets + 1,
      period_start = ${month}::date::timestamp at time zone ${timeZone},
      period_end = (${month}::date + interval '1 month') at time zone ${timeZone}
    where organisation_id = ${organisationId} and mode = ${mode} and last_sequence is null
      and month > ${month}::date`.execute(tx.tables<unknown>());
};
