import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import type { DisputeEntity, DisputeLineEntity } from './dispute.entity.ts';

export type DisputeTables = TablesOf<typeof DisputeEntity | typeof DisputeLineEntity>;

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'invoice_id as invoiceId',
  'status',
  'reason',
  'note',
  'amount_minor as amountMinor',
  'currency',
  'credit_minor as creditMinor',
  'credit_entry_id as creditEntryId',
  'answer',
  'opened_at as openedAt',
  'decided_at as decidedAt',
] as const;

const owned = (tables: Kysely<DisputeTables>, { organisationId, mode }: Owner) =>
  tables.selectFrom('disputes').select(columns).where('organisation_id', '=', organisationId).where('mode', '=', mode);

/** Refuses: INVOICE_DISPUTED where a dispute of the locked invoice is open or was accepted. */
export const assertUndisputed = async (tx: Tx, invoiceId: string): Promise<void> => {
  const disputed = await owned(tx.tables<DisputeTables>(), tx.owner)
    .where('invoice_id', '=', invoiceId)
    .where('status', '<>', 'rejected')
    .executeTakeFirst();
  if (disputed) throw new Fault('INVOICE_DISPUTED');
};
