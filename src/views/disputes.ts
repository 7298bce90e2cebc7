import { sql } from 'kysely';
import type { Dispute } from '../domains/invoices/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';

/** Whose dispute it is, and in which currency, for the operator, who sees them all. Refuses: DISPUTE_NOT_FOUND. */
export const getDisputeOwner = async (
  { database }: Pick<House, 'database'>,
  disputeId: string,
): Promise<{ readonly owner: Owner; readonly currency: string }> => {
  const { rows } = await sql<Owner & { readonly currency: string }>`
    select organisation_id as "organisationId", mode, currency from disputes where id = ${disputeId}`.execute(
    database.tables(),
  );
  const [found] = rows;
  if (!found) throw new Fault('DISPUTE_NOT_FOUND');
  const { currency, ...owner } = found;
  return { owner, currency };
};

/** A dispute with the names that people know it by. */
export interface NamedDispute extends Dispute {
  readonly organisation: string;
  readonly invoiceNumber: string;
  readonly lineCount: number;
}

/** What the operator's list is narrowed to. */
interface DisputeFilter {
  readonly organisationId: string | null;
  /** Those that are decided too. */
  readonly isAll: boolean;
  readonly limit: number;
}

/** The disputes of every owner for the operator, the oldest first; of all of them the newest first. */
export const listDisputes = async (
  { database }: Pick<House, 'database'>,
  { organisationId, isAll, limit }: DisputeFilter,
): Promise<readonly NamedDispute[]> => {
  const { rows } = await sql<NamedDispute>`
    select d.id, d.organisation_id as "organisationId", d.mode, d.invoice_id as "invoiceId", d.status, d.reason, d.note,
      d.amount_minor as "amountMinor", d.currency, d.credit_minor as "creditMinor", d.credit_entry_id as "creditEntryId",
      d.answer, d.opened_at as "openedAt", d.decided_at as "decidedAt", n.name as organisation,
      i.number as "invoiceNumber",
      (select count(*) from dispute_lines l where l.dispute_id = d.id)::integer as "lineCount"
    from disputes d
    join organisations n on n.id = d.organisation_id
    join invoices i on i.id = d.invoice_id
    where (${isAll} or d.status = 'open') and (${organisationId}::text is null or d.organisation_id = ${organisationId})
    order by d.id ${isAll ? sql`desc` : sql`asc`} limit ${limit}`.execute(database.tables());
  return rows;
};
