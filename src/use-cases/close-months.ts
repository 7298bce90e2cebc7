import { listDueDrafts } from '../domains/invoices/index.ts';
import type { House } from '../door/use-case.ts';
import { Fault } from '../kernel/fault.ts';
import { issueInvoice } from './issue-invoice.ts';

/** What closing months came to. */
export interface ClosedMonths {
  readonly issued: number;
  /** Months of wallets in which nothing was booked and nothing was agreed. */
  readonly skipped: number;
}

interface CloseMonths {
  /** Who closes them, as activity names it. */
  readonly actor: { readonly kind: 'operator' | 'system'; readonly name: string };
  /** One organisation's; all where it is null. */
  readonly organisationId: string | null;
  readonly onIssued?: (number: string) => void;
}

/**
 * Issues the invoice of every month that is over, each in a transaction of its own, until none is due: whatever stops it,
 * begun again it goes on where it was. A draft that another process issued meanwhile is passed over.
 */
export const closeMonths = async (
  house: House,
  { actor, organisationId, onIssued }: CloseMonths,
): Promise<ClosedMonths> => {
  let issued = 0;
  let skipped = 0;
  for (;;) {
    const due = (await listDueDrafts(house.database.tables(), house.clock.now())).filter(
      (draft) => organisationId === null || draft.organisationId === organisationId,
    );
    if (due.length === 0) return { issued, skipped };
    for (const { id, ...owner } of due) {
      const invoice = await issueInvoice(
        house,
        { actor: { ...actor, owner } },
        { invoiceId: id, skipsEmpty: true },
      ).catch((error: unknown) => {
        if (error instanceof Fault && error.code === 'INVOICE_ISSUED') return undefined;
        throw error;
      });
      if (invoice === null) skipped += 1;
      if (!invoice) continue;
      issued += 1;
      onIssued?.(invoice.number ?? '');
    }
  }
};
