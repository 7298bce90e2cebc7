import type { Kysely } from 'kysely';
import type { TablesOf } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/cursor.ts';
import type { AccountEntity, EntryEntity, EntryType } from './ledger.entity.ts';

export type LedgerTables = TablesOf<typeof AccountEntity | typeof EntryEntity>;

/** A wallet's balances in minor units of one currency. */
export interface WalletBalance {
  readonly currency: string;
  readonly availableMinor: bigint;
  readonly reservedMinor: bigint;
}

/** The owner's wallets, one for each currency that has a book, by currency. */
export const listWallets = async (tables: Kysely<LedgerTables>, owner: Owner): Promise<readonly WalletBalance[]> => {
  const rows = await tables
    .selectFrom('accounts')
    .select(['currency', 'kind', 'balance_minor as balanceMinor'])
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode)
    .where('kind', 'in', ['available', 'reserved'])
    .orderBy('currency')
    .execute();
  const balance = (currency: string, kind: string): bigint =>
    rows.find((row) => row.currency === currency && row.kind === kind)?.balanceMinor ?? 0n;
  return [...new Set(rows.map((row) => row.currency))].map((currency) => ({
    currency,
    availableMinor: balance(currency, 'available'),
    reservedMinor: balance(currency, 'reserved'),
  }));
};

const columns = [
  'id',
  'type',
  'currency',
  'amount_minor as amountMinor',
  'order_id as orderId',
  'invoice_id as invoiceId',
  'description',
  'available_after_minor as availableAfterMinor',
  'reserved_after_minor as reservedAfterMinor',
  'created_at as createdAt',
] as const;

const owned = (tables: Kysely<LedgerTables>, owner: Owner) =>
  tables
    .selectFrom('entries')
    .select(columns)
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode);

const readEntries = (tables: Kysely<LedgerTables>, owner: Owner, orderIds: readonly string[]) =>
  owned(tables, owner).where('order_id', 'in', orderIds).orderBy('id').execute();

/** One movement of money, as a statement shows it. */
export type LedgerEntry = Awaited<ReturnType<typeof readEntries>>[number];

/** The entries of each of the owner's orders, oldest first, in the order of the ids. One query, for a DataLoader. */
export const listEntriesOfOrders = async (
  tables: Kysely<LedgerTables>,
  owner: Owner,
  orderIds: readonly string[],
): Promise<readonly (readonly LedgerEntry[])[]> => {
  const entries = await readEntries(tables, owner, orderIds);
  return orderIds.map((orderId) => entries.filter((entry) => entry.orderId === orderId));
};

/** What a page of entries is narrowed to. Everything given must hold. */
export interface EntryFilter {
  readonly types?: readonly EntryType[] | undefined;
  readonly orderId?: string | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
}

/** Names the list too: a cursor of another one must not be taken for one of this. */
const SORT = 'entries, newest first';

/** The cursor of an entry in a page, newest first. */
export const entryCursor = (entry: Pick<LedgerEntry, 'id'>): string => encodeCursor(SORT, [entry.id]);

/** A page of the owner's entries, newest first, behind the cursor `after`. Refuses: BAD_USER_INPUT for a malformed cursor. */
export const listEntries = async (
  tables: Kysely<LedgerTables>,
  owner: Owner,
  filter: EntryFilter,
  first: number,
  after: string | null,
): Promise<Page<LedgerEntry>> => {
  let query = owned(tables, owner);
  if (filter.types) query = query.where('type', 'in', filter.types);
  if (filter.orderId) query = query.where('order_id', '=', filter.orderId);
  if (filter.createdFrom) query = query.where('created_at', '>=', filter.createdFrom);
  if (filter.createdBefore) query = query.where('created_at', '<', filter.createdBefore);
  if (after !== null) query = query.where('id', '<', String(decodeCursor(after, SORT, 1)[0]));
  const rows = await query
    .orderBy('id', 'desc')
    .limit(first + 1)
    .execute();
  return toPage(rows, first);
};
