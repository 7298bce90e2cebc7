import { type Kysely, sql } from 'kysely';
import type { Invoice } from '../domains/invoices/index.ts';
import { grossProfitOf } from '../domains/ledger/index.ts';
import type { Owner } from '../kernel/actor.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../kernel/cursor.ts';
import { badInput } from '../kernel/fault.ts';

/** A line of an invoice: one entry of the ledger, and the order and package that it is about. Amounts in minor units. */
export interface InvoiceLine {
  readonly entryId: string;
  /** The entry's place in its wallet's chain: lines are in this order. */
  readonly sequence: bigint;
  readonly type: 'capture' | 'refund' | 'monthly_minimum_true_up';
  readonly bookedAt: Date;
  /** Below zero for a refund. */
  readonly amountMinor: bigint;
  /** How much of it counts as gross profit; zero for a true-up. */
  readonly grossProfitMinor: bigint;
  readonly orderId: string | null;
  readonly partnerOrderId: string | null;
  readonly packageId: string | null;
  readonly catalogueVersionId: string | null;
  readonly catalogueVersion: string | null;
  readonly packageName: string | null;
}

/** Names the list too: a cursor of another one must not be taken for one of this. */
const SORT = 'invoice lines';

/** The cursor of a line: the next page begins behind it. */
export const lineCursor = ({ sequence }: Pick<InvoiceLine, 'sequence'>): string =>
  encodeCursor(SORT, [Number(sequence)]);

/** The place of the line that a cursor is of; 0 before the first. Refuses: BAD_USER_INPUT. */
export const sequenceBehind = (after: string | null): number => {
  const [sequence] = after === null ? [0] : decodeCursor(after, SORT, 1);
  if (!Number.isSafeInteger(sequence)) throw badInput({ field: 'after', bound: 'a cursor of lines' });
  return Number(sequence);
};

const readLines = async (
  tables: Kysely<unknown>,
  { organisationId, mode }: Owner,
  { currency, firstSequence, lastSequence, trueUpEntryId }: Invoice,
  basisPoints: number,
  limit: number,
  behind: number,
): Promise<readonly InvoiceLine[]> => {
  const wallet = sql`organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency}`;
  const { rows } = await sql<InvoiceLine>`
    with entry as (
      (select * from entries
        where ${wallet} and type in ('capture', 'refund') and sequence >= ${firstSequence} and sequence > ${behind}
          ${lastSequence === null ? sql`` : sql`and sequence <= ${lastSequence}`}
        order by sequence limit ${limit})
      union all
      (select * from entries where ${wallet} and id = ${trueUpEntryId}::text and sequence > ${behind})
    )
    select entry.id as "entryId", entry.sequence, entry.type, entry.created_at as "bookedAt",
      case when entry.type = 'refund' then -1 else 1 end * entry.amount_minor as "amountMinor",
      case when entry.type = 'monthly_minimum_true_up' then 0 else ${grossProfitOf(basisPoints)} end as "grossProfitMinor",
      o.id as "orderId", o.partner_order_id as "partnerOrderId", o.package_id as "packageId",
      o.catalogue_version_id as "catalogueVersionId", o.catalogue_version as "catalogueVersion",
      p.display_name as "packageName"
    from entry
    left join orders o on o.id = entry.order_id
    left join packages p on p.version_id = o.catalogue_version_id and p.package_id = o.package_id
    order by entry.sequence limit ${limit}`.execute(tables);
  return rows;
};

/**
 * A page of an invoice's lines in the order of the ledger, behind the cursor `after`; of each net price so many hundredths
 * of a percent count as gross profit. Refuses: BAD_USER_INPUT for a malformed cursor.
 */
export const listInvoiceLines = async (
  tables: Kysely<unknown>,
  owner: Owner,
  invoice: Invoice,
  basisPoints: number,
  first: number,
  after: string | null,
): Promise<Page<InvoiceLine>> =>
  toPage(await readLines(tables, owner, invoice, basisPoints, first + 1, sequenceBehind(after)), first);

/** Lines that are read at a time. */
const LINES = 1_000;

/** All lines of an invoice behind the cursor `after`, read some at a time: never all of them together. */
export async function* streamInvoiceLines(
  tables: Kysely<unknown>,
  owner: Owner,
  invoice: Invoice,
  basisPoints: number,
  after: string | null = null,
): AsyncGenerator<InvoiceLine, void, undefined> {
  let behind = sequenceBehind(after);
  for (;;) {
    const lines = await readLines(tables, owner, invoice, basisPoints, LINES, behind);
    yield* lines;
    const last = lines.at(-1);
    if (lines.length < LINES || !last) return;
    behind = Number(last.sequence);
  }
}
