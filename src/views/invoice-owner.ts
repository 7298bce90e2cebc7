import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import type { Mode, Owner } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';

/** Whose an invoice is, named by its id or its number, for the operator. Refuses: INVOICE_NOT_FOUND. */
export const getInvoiceOwner = async (
  { database }: Pick<House, 'database'>,
  idOrNumber: string,
): Promise<{ readonly invoiceId: string; readonly owner: Owner }> => {
  const { rows } = await sql<{ id: string; organisationId: string; mode: Mode }>`
    select id, organisation_id as "organisationId", mode from invoices where id = ${idOrNumber} or number = ${idOrNumber}`.execute(
    database.tables(),
  );
  const [found] = rows;
  if (!found) throw new Fault('INVOICE_NOT_FOUND');
  const { id, ...owner } = found;
  return { invoiceId: id, owner };
};
