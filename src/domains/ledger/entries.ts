import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TablesOf } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/cursor.ts';
import { badInput, Fault } from '../../kernel/fault.ts';
import { isInOrder, lastSequenceBefore } from './billing.ts';
import type { AccountEntity, EntryEntity, EntryType, WalletEntity } from './ledger.entity.ts';

export type LedgerTables = TablesOf<typeof AccountEntity | typeof EntryEntity | typeof WalletEntity>;

/** One movement of money, as a statement shows it. */
export interface LedgerEntry {
  readonly id: string;
  readonly type: EntryType;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly orderId: string | null;
  readonly invoiceId: string | null;
  readonly paymentReference: string | null;
  readonly description: string;
  readonly availableAfterMinor: bigint;
  readonly reservedAfterMinor: bigint;
  readonly createdAt: Date;
  /** Its place in its wallet's chain: 1, 2, 3, … */
  readonly sequence: bigint;
  /** 32 bytes. */
  readonly hash: Buffer;
}

/** The columns of a LedgerEntry, in SQL. */
export const entryColumns = sql`id, type, currency, amount_minor as "amountMinor", order_id as "orderId", invoice_id as "invoiceId",
  payment_reference as "paymentReference", description, available_after_minor as "availableAfterMinor",
  reserved_after_minor as "reservedAfterMinor", created_at as "createdAt", sequence, hash`;

const owned = ({ organisationId, mode }: Owner) => sql`organisation_id = ${organisationId} and mode = ${mode}`;

/** The owner's entries by id, in the order of the ids, for a DataLoader; null where the owner has none of this id. */
export const listEntriesById = async (
  tables: Kysely<LedgerTables>,
  owner: Owner,
  ids: readonly string[],
): Promise<readonly (LedgerEntry | null)[]> => {
  const { rows } = await sql<LedgerEntry>`
    select ${entryColumns} from entries where ${owned(owner)} and id = any(${ids}::text[])`.execute(tables);
  const byId = new Map(rows.map((entry) => [entry.id, entry]));
  return ids.map((id) => byId.get(id) ?? null);
};

/** One entry of the owner. Refuses: ENTRY_NOT_FOUND, also for another owner's. */
export const getEntry = async (tables: Kysely<LedgerTables>, owner: Owner, id: string): Promise<LedgerEntry> => {
  const [entry] = await listEntriesById(tables, owner, [id]);
  if (!entry) throw new Fault('ENTRY_NOT_FOUND');
  return entry;
};

/** The entries of each of the owner's orders, oldest first, in the order of the ids. One query, for a DataLoader. */
export const listEntriesOfOrders = async (
  tables: Kysely<LedgerTables>,
  owner: Owner,
  orderIds: readonly string[],
): Promise<readonly (readonly LedgerEntry[])[]> => {
  const { rows } = await sql<LedgerEntry>`
    select ${entryColumns} from entries where ${owned(owner)} and order_id = any(${orderIds}::text[]) order by sequence`.execute(
    tables,
  );
  return orderIds.map((orderId) => rows.filter((entry) => entry.orderId === orderId));
};

/** What a page of entries is narrowed to. Everything given must hold. */
export interface EntryFilter {
  readonly types?: readonly EntryType[] | undefined;
  readonly orderId?: string | undefined;
  readonly invoiceId?: string | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
}

/** Names the list too: a cursor of another one must not be taken for one of this. */
const SORT = 'entries, end of the chain first';

/** The cursor of an entry in a page, the end of the chain first. */
export const entryCursor = ({ sequence }: Pick<LedgerEntry, 'sequence'>): string =>
  encodeCursor(SORT, [Number(sequence)]);

const behind = (after: string | null): RawBuilder<unknown> => {
  if (after === null) return sql`true`;
  const [sequence] = decodeCursor(after, SORT, 1);
  if (!Number.isSafeInteger(sequence) || Number(sequence) < 0)
    throw badInput({ field: 'after', bound: 'a cursor of entries' });
  return sql`sequence < ${sequence}`;
};

/**
 * That entries were booked within a time. Where no clock was ever set back, a part of the chain says the same, however many
 * entries there are before and behind it.
 */
const bookedWithin = async (
  tables: Kysely<LedgerTables>,
  owner: Owner,
  currency: string,
  { createdFrom, createdBefore }: EntryFilter,
): Promise<readonly RawBuilder<unknown>[]> => {
  if (!createdFrom && !createdBefore) return [];
  if (!(await isInOrder(tables, owner, currency))) {
    return [
      ...(createdFrom ? [sql`created_at >= ${createdFrom}`] : []),
      ...(createdBefore ? [sql`created_at < ${createdBefore}`] : []),
    ];
  }
  const before = (moment: Date) => lastSequenceBefore(tables, owner, currency, moment);
  return [
    ...(createdFrom ? [sql`sequence > ${await before(createdFrom)}`] : []),
    ...(createdBefore ? [sql`sequence <= ${await before(createdBefore)}`] : []),
  ];
};

/**
 * A page of the owner's entries in one wallet, the end of its chain first, behind the cursor `after`. By number and not by
 * time: a sandbox's clock can be set back. Refuses: BAD_USER_INPUT for a malformed cursor.
 */
export const listEntries = async (
  tables: Kysely<LedgerTables>,
  owner: Owner,
  currency: string,
  filter: EntryFilter,
  first: number,
  after: string | null,
): Promise<Page<LedgerEntry>> => {
  const { types, orderId, invoiceId } = filter;
  const conditions = [
    owned(owner),
    sql`currency = ${currency}`,
    behind(after),
    ...(orderId ? [sql`order_id = ${orderId}`] : []),
    ...(invoiceId ? [sql`invoice_id = ${invoiceId}`] : []),
    ...(await bookedWithin(tables, owner, currency, filter)),
  ];
  const within = sql.join(conditions, sql` and `);
  const latest = sql`order by sequence desc limit ${first + 1}`;
  // A look-up in the index for each type: a rare one among millions is found as fast as any.
  const source = types
    ? sql`unnest(${types}::text[]) as wanted (wanted_type) cross join lateral (
        select * from entries where ${within} and type = wanted_type ${latest}) e`
    : sql`entries where ${within}`;
  const { rows } = await sql<LedgerEntry>`select ${entryColumns} from ${source} ${latest}`.execute(tables);
  return toPage(rows, first);
};

/** Entries that are read at a time. */
const STREAMED = 1_000;

/** The entries of one wallet behind one, by its number, oldest first; read some at a time, never all of them together. */
export async function* streamEntries(
  tables: Kysely<LedgerTables>,
  owner: Owner,
  currency: string,
  behind: number,
): AsyncGenerator<LedgerEntry, void, undefined> {
  for (let last = BigInt(behind); ; ) {
    const { rows } = await sql<LedgerEntry>`
      select ${entryColumns} from entries where ${owned(owner)} and currency = ${currency} and sequence > ${last}
      order by sequence limit ${STREAMED}`.execute(tables);
    yield* rows;
    if (rows.length < STREAMED) return;
    last = rows.at(-1)?.sequence ?? last;
  }
}
