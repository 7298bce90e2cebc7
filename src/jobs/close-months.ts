import type { House } from '../door/use-case.ts';
import type { Log } from '../kernel/log.ts';
import { closeMonths as close } from '../use-cases/close-months.ts';

/** Issues the invoices of all months that are over, of one organisation or of all. One that cannot be issued is noted and left for the next time. */
export const closeMonths = async (house: House, log: Log, organisationId: string | null): Promise<void> => {
  const actor = { kind: 'system', name: 'close_months' } as const;
  const { issued, failed } = await close(house, { actor, organisationId });
  for (const { draft, error } of failed) {
    const { id: invoiceId, ...owner } = draft;
    log.error({ err: error, invoiceId, ...owner }, 'invoice not issued');
  }
  if (issued.length > 0) log.info({ issued: issued.length }, 'issued invoices');
};
