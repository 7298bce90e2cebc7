import { type Kysely, sql } from 'kysely';
import type { Owner } from '../kernel/actor.ts';

/**
 * The ids of the invoices on which the prices of the owner's orders stand, in the order of the ids: of each the one, not
 * void, whose part of the wallet's chain has its capture. Null where its price was not taken. One query, for a DataLoader.
 */
export const listInvoiceIdsOfOrders = async (
  tables: Kysely<unknown>,
  { organisationId, mode }: Owner,
  orderIds: readonly string[],
): Promise<readonly (string | null)[]> => {
  const { rows } = await sql<{ orderId: string; invoiceId: string }>`
    select e.order_id as "orderId", i.id as "invoiceId"
    from entries e
    join invoices i using (organisation_id, mode, currency)
    where e.organisation_id = ${organisationId} and e.mode = ${mode} and e.order_id = any(${orderIds}::text[])
      and e.type = 'capture' and i.status <> 'void' and e.sequence >= i.first_sequence
      and (i.last_sequence is null or e.sequence <= i.last_sequence)`.execute(tables);
  const byOrder = new Map(rows.map(({ orderId, invoiceId }) => [orderId, invoiceId]));
  return orderIds.map((id) => byOrder.get(id) ?? null);
};
