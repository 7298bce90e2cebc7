import { type Kysely, sql } from 'kysely';
import type { Invoice, ListedOrder } from '../domains/invoices/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { type Currency, formatMinor } from '../kernel/money.ts';
import { reconciledOrders } from './reconciled-orders.ts';
import { lastCovered } from './reconciliation.ts';

/** What can differ between a partner's own list and ours. */
export const LIST_DIFFERENCES = {
  unknown_order: 'The list has an order that is not here.',
  not_charged: 'The list has an order for which nothing was charged in the period.',
  amount_differs: 'The list has another amount than was charged less given back.',
  duplicate_row: 'The list has the order twice.',
  missing_in_list: 'The order was charged in the period, and the list does not have it.',
} as const;

/** One order on which the two lists differ. */
export interface ListDifference {
  readonly code: Uppercase<keyof typeof LIST_DIFFERENCES>;
  /** The row of the list, its header being 1; null where it is not in it. */
  readonly row: number | null;
  readonly partnerOrderId: string;
  /** Exact decimals of the wallet's currency; null where that side does not have it. */
  readonly yours: string | null;
  readonly ours: string | null;
}

/** What a comparison came to. */
export interface ComparedOrders {
  readonly rows: number;
  readonly matched: number;
  /** All of them. */
  readonly differenceCount: number;
  /** The first 10,000 of them. */
  readonly differences: readonly ListDifference[];
}

const LISTED = 10_000;

/** Rows that are looked up at a time. */
const CHUNK = 1_000;

interface Charged {
  readonly partnerOrderId: string;
  /** Charged less given back; null where the period has neither. */
  readonly netMinor: bigint | null;
}

/** What the period charged for orders of these ids; those that are not there are left out. */
const readCharged = async (
  tables: Kysely<unknown>,
  { organisationId, mode }: Owner,
  { currency, firstSequence }: Invoice,
  lastSequence: bigint,
  partnerOrderIds: readonly string[],
): Promise<ReadonlyMap<string, Charged>> => {
  const { rows } = await sql<Charged>`
    select o.partner_order_id as "partnerOrderId", (
      select sum(case type when 'capture' then amount_minor else -amount_minor end)::bigint from entries
      where order_id = o.id and type in ('capture', 'refund') and currency = ${currency}
        and sequence between ${firstSequence} and ${lastSequence}
    ) as "netMinor"
    from orders o
    where o.organisation_id = ${organisationId} and o.mode = ${mode}
      and o.partner_order_id = any(${partnerOrderIds}::text[])`.execute(tables);
  return new Map(rows.map((row) => [row.partnerOrderId, row]));
};

async function* chunked<Item>(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[], void, undefined> {
  let chunk: Item[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Gathers differences: all are counted, the first are kept. */
class Differences {
  readonly kept: ListDifference[] = [];
  count = 0;

  add(difference: ListDifference): void {
    this.count += 1;
    if (this.kept.length < LISTED) this.kept.push(difference);
  }
}

/**
 * Compares a partner's own list with what an invoice's period charged, and says what is missing or other on either side.
 * The list is read as it arrives; its ids alone are remembered. Nothing is stored.
 */
export const compareOrders = async (
  house: Pick<House, 'database'>,
  owner: Owner,
  invoice: Invoice,
  list: AsyncIterable<ListedOrder>,
): Promise<ComparedOrders> => {
  const tables = house.database.tables();
  const currency = invoice.currency as Currency; // checked when the wallet was opened
  const lastSequence = await lastCovered(house, owner, invoice);
  const differences = new Differences();
  const seen = new Set<string>();
  let [rows, matched] = [0, 0];
  const compare = ({ row, partnerOrderId, amountMinor }: ListedOrder, charged: Charged | undefined): void => {
    const yours = formatMinor(amountMinor, currency);
    const add = (code: ListDifference['code'], ours: bigint | null): void =>
      differences.add({ code, row, partnerOrderId, yours, ours: ours === null ? null : formatMinor(ours, currency) });
    const netMinor = charged?.netMinor ?? null;
    if (seen.has(partnerOrderId)) add('DUPLICATE_ROW', netMinor);
    else if (!charged) add('UNKNOWN_ORDER', null);
    else if (netMinor === null) add('NOT_CHARGED', null);
    else if (netMinor !== amountMinor) add('AMOUNT_DIFFERS', netMinor);
    else matched += 1;
    seen.add(partnerOrderId);
  };
  for await (const chunk of chunked(list)) {
    const ids = chunk.map(({ partnerOrderId }) => partnerOrderId);
    const charged = await readCharged(tables, owner, invoice, lastSequence, ids);
    rows += chunk.length;
    for (const listed of chunk) compare(listed, charged.get(listed.partnerOrderId));
  }
  for await (const order of reconciledOrders(tables, owner, invoice, lastSequence)) {
    const { partnerOrderId, billedMinor, captureMinor } = order;
    if (seen.has(partnerOrderId) || captureMinor === null || billedMinor === 0n) continue;
    const ours = formatMinor(billedMinor, currency);
    differences.add({ code: 'MISSING_IN_LIST', row: null, partnerOrderId, yours: null, ours });
  }
  return { rows, matched, differenceCount: differences.count, differences: differences.kept };
};
