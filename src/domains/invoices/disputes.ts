import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import { assertMove } from '../../kernel/state-machine.ts';
import { DisputeEntity, DisputeLineEntity } from './dispute.entity.ts';
import { DISPUTE_TRANSITIONS, type DisputeReason } from './dispute.states.ts';
import type { Invoice } from './invoices.ts';

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

const readOpen = (tx: Tx, invoiceId: string) =>
  owned(tx.tables<DisputeTables>(), tx.owner)
    .where('invoice_id', '=', invoiceId)
    .where('status', '=', 'open')
    .executeTakeFirst();

/** A dispute as it stands. */
export type Dispute = NonNullable<Awaited<ReturnType<typeof readOpen>>>;

/** A line that is disputed, in minor units. */
export interface DisputedLine {
  readonly entryId: string;
  readonly orderId: string | null;
  readonly amountMinor: bigint;
}

interface DisputeDraft {
  readonly id: string;
  readonly invoice: Invoice;
  readonly reason: DisputeReason;
  readonly note: string | null;
  readonly lines: readonly DisputedLine[];
}

/** Refuses: INVOICE_DISPUTED where a dispute of the locked invoice is open or was accepted. */
export const assertUndisputed = async (tx: Tx, invoiceId: string): Promise<void> => {
  const disputed = await owned(tx.tables<DisputeTables>(), tx.owner)
    .where('invoice_id', '=', invoiceId)
    .where('status', '<>', 'rejected')
    .executeTakeFirst();
  if (disputed) throw new Fault('INVOICE_DISPUTED');
};

/** Refuses: DISPUTE_OPEN where a dispute of the locked invoice is to be decided. */
export const assertNoOpenDispute = async (tx: Tx, invoiceId: string): Promise<void> => {
  if (await readOpen(tx, invoiceId)) throw new Fault('DISPUTE_OPEN');
};

/** Writes that lines of a locked invoice are disputed, for what they come to together. Refuses: DISPUTE_OPEN. */
export const openDispute = (tx: Tx, { id, invoice, reason, note, lines }: DisputeDraft): Dispute => {
  const dispute: Dispute = {
    id,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    invoiceId: invoice.id,
    status: 'open',
    reason,
    note,
    amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    currency: invoice.currency,
    creditMinor: null,
    creditEntryId: null,
    answer: null,
    openedAt: tx.now,
    decidedAt: null,
  };
  tx.write(DisputeEntity, dispute);
  for (const line of lines) tx.write(DisputeLineEntity, { disputeId: id, ...line });
  return dispute;
};

/** One dispute of the owner. Refuses: DISPUTE_NOT_FOUND, also for another owner's. */
export const getDispute = async (tables: Kysely<DisputeTables>, owner: Owner, id: string): Promise<Dispute> => {
  const dispute = await owned(tables, owner).where('id', '=', id).executeTakeFirst();
  if (!dispute) throw new Fault('DISPUTE_NOT_FOUND');
  return dispute;
};

/** One dispute of the owner, locked. Whoever changes its invoice too locks that first, its orders after it. Refuses: DISPUTE_NOT_FOUND. */
export const lockDispute = async (tx: Tx, id: string): Promise<Dispute> => {
  const dispute = await owned(tx.tables<DisputeTables>(), tx.owner).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!dispute) throw new Fault('DISPUTE_NOT_FOUND');
  return dispute;
};

/** Refuses: DISPUTE_DECIDED where it is not open any more. */
export const assertUndecided = ({ status }: Dispute): void => {
  if (status !== 'open') throw new Fault('DISPUTE_DECIDED');
};

/** Accepts a locked, open dispute with the entry that credits so many minor units. Gives it as it then stands. */
export const markAccepted = (
  tx: Tx,
  dispute: Dispute,
  credit: { readonly creditMinor: bigint; readonly creditEntryId: string; readonly answer: string | null },
): Dispute => {
  assertMove(DISPUTE_TRANSITIONS, dispute.status, 'accepted');
  tx.change(
    "update disputes set status = 'accepted', credit_minor = ?, credit_entry_id = ?, answer = ?, decided_at = ? where id = ?",
    [credit.creditMinor, credit.creditEntryId, credit.answer, tx.now, dispute.id],
  );
  return { ...dispute, ...credit, status: 'accepted', decidedAt: tx.now };
};

/** Rejects a locked, open dispute with what the operator says. Gives it as it then stands. */
export const markRejected = (tx: Tx, dispute: Dispute, answer: string): Dispute => {
  assertMove(DISPUTE_TRANSITIONS, dispute.status, 'rejected');
  tx.change("update disputes set status = 'rejected', answer = ?, decided_at = ? where id = ?", [
    answer,
    tx.now,
    dispute.id,
  ]);
  return { ...dispute, status: 'rejected', answer, decidedAt: tx.now };
};

/** The lines of disputes, in the order of the ids. One query, for a DataLoader. */
export const listDisputedLines = async (
  tables: Kysely<DisputeTables>,
  disputeIds: readonly string[],
): Promise<readonly (readonly DisputedLine[])[]> => {
  const rows = await tables
    .selectFrom('dispute_lines')
    .select(['dispute_id as disputeId', 'entry_id as entryId', 'order_id as orderId', 'amount_minor as amountMinor'])
    .where('dispute_id', 'in', disputeIds)
    .orderBy('entry_id')
    .execute();
  return disputeIds.map((id) =>
    rows.filter(({ disputeId }) => disputeId === id).map(({ disputeId: _, ...line }) => line),
  );
};

/** The entries among these that an accepted dispute of the owner credited. */
export const listCreditedEntryIds = async (tx: Tx, entryIds: readonly string[]): Promise<readonly string[]> => {
  const rows = await tx
    .tables<DisputeTables>()
    .selectFrom('dispute_lines as line')
    .innerJoin('disputes', 'disputes.id', 'line.dispute_id')
    .select('line.entry_id as entryId')
    .where('line.entry_id', 'in', entryIds)
    .where('disputes.status', '=', 'accepted')
    .execute();
  return rows.map(({ entryId }) => entryId);
};

/** Refuses: ORDER_CREDITED where an accepted dispute credited the price of the locked order. */
export const assertNotCredited = async (tx: Tx, orderId: string): Promise<void> => {
  const credited = await tx
    .tables<DisputeTables>()
    .selectFrom('dispute_lines as line')
    .innerJoin('disputes', 'disputes.id', 'line.dispute_id')
    .select('line.entry_id')
    .where('line.order_id', '=', orderId)
    .where('disputes.status', '=', 'accepted')
    .executeTakeFirst();
  if (credited) throw new Fault('ORDER_CREDITED');
};

/** Disputes of one invoice that are shown at most. */
const SHOWN = 10;

/** The latest disputes of each of the owner's invoices, newest first and at most 10, in the order of the ids. One query, for a DataLoader. */
export const listDisputesOfInvoices = async (
  tables: Kysely<DisputeTables>,
  owner: Owner,
  invoiceIds: readonly string[],
): Promise<readonly (readonly Dispute[])[]> => {
  const rows = await owned(tables, owner)
    .where('invoice_id', 'in', invoiceIds)
    .where(
      sql<boolean>`id in (select latest.id from disputes latest where latest.invoice_id = disputes.invoice_id
        order by latest.id desc limit ${SHOWN})`,
    )
    .orderBy('id', 'desc')
    .execute();
  return invoiceIds.map((id) => rows.filter(({ invoiceId }) => invoiceId === id));
};
