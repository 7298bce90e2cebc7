import { type DueDraft, listDueDrafts } from '../domains/invoices/index.ts';
import type { House } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { issueInvoice } from './issue-invoice.ts';

/** What closing months came to. */
export interface ClosedMonths {
  /** The numbers of the invoices. */
  readonly issued: readonly string[];
  /** Months of wallets in which nothing was booked and nothing was agreed. */
  readonly skipped: number;
  /** Drafts that could not be issued, each with what kept it. */
  readonly failed: readonly { readonly draft: DueDraft; readonly error: unknown }[];
}

interface CloseMonths {
  /** Who closes them, as activity names it. */
  readonly actor: { readonly kind: 'operator' | 'system'; readonly name: string };
  /** One organisation's; all where it is null. */
  readonly organisationId: string | null;
}

/** Whether somebody else was faster: issued it, or made it one of a month that is open. */
const isTaken = (error: unknown): boolean =>
  error instanceof Fault && (error.code === 'INVOICE_ISSUED' || error.code === 'INVOICE_PERIOD_OPEN');

/**
 * Issues the invoice of every month that is over, each in a transaction of its own, until none is due: whatever stops it,
 * begun again it goes on where it was. A draft that another process issued or moved on meanwhile is left to it, and one
 * that cannot be issued keeps none of the others.
 */
export const closeMonths = async (house: House, { actor, organisationId }: CloseMonths): Promise<ClosedMonths> => {
  await house.clock.catchUp?.();
  const issued: string[] = [];
  let skipped = 0;
  const left = new Map<string, ClosedMonths['failed'][number]>();
  const isWanted = (draft: DueDraft) =>
    !left.has(draft.id) && (organisationId === null || draft.organisationId === organisationId);
  for (;;) {
    const due = (await listDueDrafts(house.database.tables(), house.clock.now())).filter(isWanted);
    if (due.length === 0) {
      return { issued, skipped, failed: [...left.values()].filter(({ error }) => !isTaken(error)) };
    }
    for (const draft of due) {
      const { id, ...owner } = draft;
      try {
        const invoice = await issueInvoice(house, { actor: { ...actor, owner } }, { invoiceId: id, skipsEmpty: true });
        if (invoice) issued.push(invoice.number ?? '');
        else skipped += 1;
      } catch (error) {
        left.set(id, { draft, error });
      }
    }
  }
};
