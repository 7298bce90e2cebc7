import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/cursor.ts';
import { badInput, Fault } from '../../kernel/fault.ts';
import { assertMove } from '../../kernel/state-machine.ts';
import type { InvoiceEntity } from './invoice.entity.ts';
import { INVOICE_TRANSITIONS, type InvoiceState } from './invoice.states.ts';
import type { InvoiceFigures } from './terms.ts';

export type InvoiceTables = TablesOf<typeof InvoiceEntity>;

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'currency',
  sql<string>`to_char(month, 'YYYY-MM-DD')`.as('month'),
  'resets',
  'time_zone as timeZone',
  'period_start as periodStart',
  'period_end as periodEnd',
  'status',
  'first_sequence as firstSequence',
  'last_sequence as lastSequence',
  'number',
  'line_count as lineCount',
  'orders_minor as ordersMinor',
  'refunds_minor as refundsMinor',
  'gross_profit_minor as grossProfitMinor',
  'gross_profit_basis_points as grossProfitBasisPoints',
  'monthly_minimum_minor as monthlyMinimumMinor',
  'true_up_minor as trueUpMinor',
  'total_due_minor as totalDueMinor',
  'purchase_order as purchaseOrder',
  'true_up_entry_id as trueUpEntryId',
  'payment_entry_id as paymentEntryId',
  'reversal_entry_id as reversalEntryId',
  'void_reason as voidReason',
  'created_at as createdAt',
  'issued_at as issuedAt',
  'paid_at as paidAt',
  'voided_at as voidedAt',
] as const;

const owned = (tables: Kysely<InvoiceTables>, { organisationId, mode }: Owner) =>
  tables.selectFrom('invoices').select(columns).where('organisation_id', '=', organisationId).where('mode', '=', mode);

const readInvoice = (tables: Kysely<InvoiceTables>, owner: Owner, id: string) =>
  owned(tables, owner).where('id', '=', id).executeTakeFirst();

/** An invoice as it stands; `month` is its first day. A draft has no figures of its own yet. */
export type Invoice = NonNullable<Awaited<ReturnType<typeof readInvoice>>>;

/** One invoice of the owner. Refuses: INVOICE_NOT_FOUND, also for another owner's. */
export const getInvoice = async (tables: Kysely<InvoiceTables>, owner: Owner, id: string): Promise<Invoice> => {
  const invoice = await readInvoice(tables, owner, id);
  if (!invoice) throw new Fault('INVOICE_NOT_FOUND');
  return invoice;
};

/** One invoice of the owner, locked. Whoever changes its wallet too locks this first. Refuses: INVOICE_NOT_FOUND. */
export const lockInvoice = async (tx: Tx, id: string): Promise<Invoice> => {
  const invoice = await owned(tx.tables<InvoiceTables>(), tx.owner).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!invoice) throw new Fault('INVOICE_NOT_FOUND');
  return invoice;
};

/** The owner's invoices by id, in the order of the ids, for a DataLoader; null where the owner has none of this id. */
export const listInvoicesById = async (
  tables: Kysely<InvoiceTables>,
  owner: Owner,
  ids: readonly string[],
): Promise<readonly (Invoice | null)[]> => {
  const rows = await owned(tables, owner).where('id', 'in', ids).execute();
  const byId = new Map(rows.map((invoice) => [invoice.id, invoice]));
  return ids.map((id) => byId.get(id) ?? null);
};

/** The owner's draft to which what is booked in a wallet now belongs. */
export const getOpenDraft = async (tables: Kysely<InvoiceTables>, owner: Owner, currency: string): Promise<Invoice> => {
  const draft = await owned(tables, owner)
    .where('currency', '=', currency)
    .where('last_sequence', 'is', null)
    .executeTakeFirst();
  if (!draft) throw new Fault('CURRENCY_NOT_APPROVED', { currency });
  return draft;
};

/** The owner's invoice of a month of one wallet that is not void, the month named by its first day; that of the last reset of a sandbox. Refuses: INVOICE_NOT_FOUND. */
export const getInvoiceOfMonth = async (
  tables: Kysely<InvoiceTables>,
  owner: Owner,
  currency: string,
  month: string,
): Promise<Invoice> => {
  const invoice = await owned(tables, owner)
    .where('currency', '=', currency)
    .where(sql<boolean>`month = ${month}::date`)
    .where('status', '<>', 'void')
    .orderBy('resets', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!invoice) throw new Fault('INVOICE_NOT_FOUND');
  return invoice;
};

/** Whether the period of a locked draft is over by its owner's time as it is now: a sandbox may have been reset meanwhile. */
export const isPeriodOver = async (tx: Tx, { organisationId, mode, periodEnd }: Invoice): Promise<boolean> => {
  const { rows } = await sql<{ isOver: boolean }>`
    select ${periodEnd} <= owner_time(${organisationId}, ${mode}, ${tx.realNow}) as "isOver"`.execute(
    tx.tables<unknown>(),
  );
  return rows[0]?.isOver ?? false;
};

/** A draft whose period has ended. */
export interface DueDraft extends Owner {
  readonly id: string;
}

/**
 * The drafts of all owners whose period has ended, each by its owner's time, the oldest period first. A period that was
 * opened again by a void invoice is not among them: whoever made it void says when what was wrong is right.
 */
export const listDueDrafts = async (tables: Kysely<InvoiceTables>, realNow: Date): Promise<readonly DueDraft[]> => {
  const { rows } = await sql<DueDraft>`
    select id, organisation_id as "organisationId", mode from invoices
    where status = 'draft' and last_sequence is null and period_end <= owner_time(organisation_id, mode, ${realNow})
    order by period_end, id`.execute(tables);
  return rows;
};

/** What a page of invoices is narrowed to. Everything given must hold. */
export interface InvoiceFilter {
  readonly statuses?: readonly InvoiceState[] | undefined;
  readonly currency?: string | undefined;
  /** Their first day. */
  readonly month?: string | undefined;
}

/** Names the list too: a cursor of another one must not be taken for one of this. */
const SORT = 'invoices, newest first';

/** The cursor of an invoice in a page, newest period first. */
export const invoiceCursor = ({ month, id }: Pick<Invoice, 'month' | 'id'>): string => encodeCursor(SORT, [month, id]);

/** A page of the owner's invoices, the newest period first, behind the cursor `after`. Refuses: BAD_USER_INPUT for a malformed cursor. */
export const listInvoices = async (
  tables: Kysely<InvoiceTables>,
  owner: Owner,
  filter: InvoiceFilter,
  first: number,
  after: string | null,
): Promise<Page<Invoice>> => {
  let query = owned(tables, owner);
  if (filter.statuses) query = query.where('status', 'in', filter.statuses);
  if (filter.currency) query = query.where('currency', '=', filter.currency);
  if (filter.month) query = query.where(sql<boolean>`month = ${filter.month}::date`);
  if (after !== null) {
    const [month, id] = decodeCursor(after, SORT, 2);
    if (!/^20\d{2}-(0[1-9]|1[0-2])-01$/.test(String(month)))
      throw badInput({ field: 'after', bound: 'a cursor of invoices' });
    query = query.where(sql<boolean>`(invoices.month, id) < (to_date(${month}, 'YYYY-MM-DD'), ${id})`);
  }
  const rows = await query
    .orderBy(sql`invoices.month`, 'desc')
    .orderBy('id', 'desc')
    .limit(first + 1)
    .execute();
  return toPage(rows, first);
};

const NUMBER_DIGITS = 6;
const ORGANISATION_PART = 8;

/** The next number of the owner's invoices, without a gap: a change that is given up gives it back. */
export const nextNumber = async (tx: Tx): Promise<string> => {
  const { organisationId, mode } = tx.owner;
  const { rows } = await sql<{ lastNumber: number }>`
    insert into invoice_series as series (organisation_id, mode, last_number) values (${organisationId}, ${mode}, 1)
    on conflict (organisation_id, mode) do update set last_number = series.last_number + 1
    returning last_number as "lastNumber"`.execute(tx.tables<unknown>());
  const prefix = mode === 'live' ? 'INV' : 'TEST';
  const digits = String(rows[0]?.lastNumber).padStart(NUMBER_DIGITS, '0');
  return `${prefix}-${organisationId.slice(-ORGANISATION_PART).toUpperCase()}-${digits}`;
};

/** What makes an issued invoice of a locked draft. */
interface Issue {
  readonly number: string;
  readonly lastSequence: bigint;
  readonly figures: InvoiceFigures;
  readonly trueUpEntryId: string | null;
}

/** Issues a locked draft. Gives it as it then stands, for good. */
export const issueInvoice = (
  tx: Tx,
  draft: Invoice,
  { number, lastSequence, figures, trueUpEntryId }: Issue,
): Invoice => {
  assertMove(INVOICE_TRANSITIONS, draft.status, 'issued');
  tx.change(
    `update invoices set status = 'issued', number = ?, last_sequence = ?, line_count = ?, orders_minor = ?, refunds_minor = ?,
      gross_profit_minor = ?, gross_profit_basis_points = ?, monthly_minimum_minor = ?, true_up_minor = ?,
      total_due_minor = ?, true_up_entry_id = ?, issued_at = ? where id = ?`,
    [
      number,
      lastSequence,
      figures.lineCount,
      figures.ordersMinor,
      figures.refundsMinor,
      figures.grossProfitMinor,
      figures.grossProfitBasisPoints,
      figures.monthlyMinimumMinor,
      figures.trueUpMinor,
      figures.totalDueMinor,
      trueUpEntryId,
      tx.now,
      draft.id,
    ],
  );
  return { ...draft, ...figures, status: 'issued', number, lastSequence, trueUpEntryId, issuedAt: tx.now };
};

/** Notes that a locked, issued invoice is paid, and by which entry; null where nothing was due. Gives it as it then stands. */
export const markPaid = (tx: Tx, invoice: Invoice, paymentEntryId: string | null): Invoice => {
  assertMove(INVOICE_TRANSITIONS, invoice.status, 'paid');
  tx.change("update invoices set status = 'paid', payment_entry_id = ?, paid_at = ? where id = ?", [
    paymentEntryId,
    tx.now,
    invoice.id,
  ]);
  return { ...invoice, status: 'paid', paymentEntryId, paidAt: tx.now };
};

/** Makes a locked, issued invoice void, with the entry that gave its true-up back. Gives it as it then stands. */
export const markVoid = (tx: Tx, invoice: Invoice, reason: string, reversalEntryId: string | null): Invoice => {
  assertMove(INVOICE_TRANSITIONS, invoice.status, 'void');
  tx.change("update invoices set status = 'void', void_reason = ?, reversal_entry_id = ?, voided_at = ? where id = ?", [
    reason,
    reversalEntryId,
    tx.now,
    invoice.id,
  ]);
  return { ...invoice, status: 'void', voidReason: reason, reversalEntryId, voidedAt: tx.now };
};

/** Sets the purchase-order number of a locked invoice; null takes it away. Gives it as it then stands. */
export const setPurchaseOrder = (tx: Tx, invoice: Invoice, purchaseOrder: string | null): Invoice => {
  tx.change('update invoices set purchase_order = ? where id = ?', [purchaseOrder, invoice.id]);
  return { ...invoice, purchaseOrder };
};

/** Refuses: INVOICE_NOT_ISSUED, INVOICE_PAID, INVOICE_VOID where it is anything but issued. */
export const assertIssued = ({ status }: Invoice): void => {
  if (status === 'draft') throw new Fault('INVOICE_NOT_ISSUED');
  if (status === 'paid') throw new Fault('INVOICE_PAID');
  if (status === 'void') throw new Fault('INVOICE_VOID');
};

/** An entry of the ledger, as a line is known by it. */
interface BookedEntry {
  readonly id: string;
  readonly type: string;
  readonly currency: string;
  readonly sequence: bigint;
}

/** Whether an entry is a line of an issued invoice that takes money: an order's price, or its own true-up. */
export const isChargeOf = (invoice: Invoice, { id, type, currency, sequence }: BookedEntry): boolean =>
  id === invoice.trueUpEntryId ||
  (type === 'capture' &&
    currency === invoice.currency &&
    sequence >= invoice.firstSequence &&
    sequence <= (invoice.lastSequence ?? 0n));
