import { type Kysely, sql } from 'kysely';
import type { Invoice } from '../domains/invoices/index.ts';
import { OPEN_ORDER_STATES, type OrderState } from '../domains/orders/index.ts';
import type { Owner } from '../kernel/actor.ts';
import { badInput } from '../kernel/fault.ts';
import { type Currency, formatMinor } from '../kernel/money.ts';

/** What can differ about an order, each with the sentence for it. */
export const ORDER_DIFFERENCES = {
  hold_missing: 'The ledger never held the price of this order.',
  hold_not_settled: 'The order is settled, and its price is still held.',
  capture_missing: 'The eSIM is ready, and its price was not captured.',
  capture_unexpected: 'The price was captured, and the order has no eSIM that is ready.',
  release_unexpected: 'The price was released, and the order has not failed.',
  refund_missing: 'The order is refunded, and its price was not given back.',
  refund_unexpected: 'The price was given back, and the order is not refunded.',
  amount_differs: 'The ledger moved another amount than the price.',
  esim_missing: 'The price was captured, and the carrier has prepared no eSIM.',
  esim_unexpected: 'The carrier has prepared an eSIM, and its price was not captured.',
} as const;

export type OrderDifference = keyof typeof ORDER_DIFFERENCES;

/** One thing that does not match, with what either side says. */
export interface Difference<Word extends string = string> {
  readonly word: Word;
  readonly orderId: string | null;
  readonly partnerOrderId: string | null;
  /** What the order, or the invoice, says. */
  readonly left: string;
  /** What the ledger, or the carrier, says. */
  readonly right: string;
}

/** An order of a period with everything that is known of it. Amounts in minor units; null where there is no such entry. */
interface OrderFacts {
  /** Its last entry in the period's part of the chain; 0 where it has none. */
  readonly sequence: bigint;
  readonly orderId: string;
  readonly partnerOrderId: string;
  readonly packageId: string;
  readonly status: OrderState;
  readonly priceMinor: bigint;
  readonly reserveMinor: bigint | null;
  readonly captureMinor: bigint | null;
  readonly releaseMinor: bigint | null;
  readonly refundMinor: bigint | null;
  /** What its lines on the period's invoice come to; zero where it has none. */
  readonly billedMinor: bigint;
  readonly iccid: string | null;
}

/** An order that was held against ledger, invoice and carrier. */
export interface ReconciledOrder extends OrderFacts {
  /** True while its price is held: it is settled in this period or another one. */
  readonly isOpen: boolean;
  readonly differences: readonly Difference<OrderDifference>[];
}

const READY: readonly OrderState[] = ['esim_ready', 'installed', 'refunded'];

const MOVES = ['reserve', 'capture', 'release', 'refund'] as const;

/** What the entries of an order must be, by its state: there, or not. */
const wordsOf = (order: OrderFacts): readonly OrderDifference[] => {
  const { status, reserveMinor, captureMinor, releaseMinor, refundMinor, iccid } = order;
  const isReady = READY.includes(status);
  const isOpen = OPEN_ORDER_STATES.some((state) => state === status);
  const has = (amount: bigint | null): boolean => amount !== null;
  const table: Readonly<Record<OrderDifference, boolean>> = {
    hold_missing: !has(reserveMinor),
    hold_not_settled: !isOpen && has(reserveMinor) && !has(captureMinor) && !has(releaseMinor),
    capture_missing: isReady && !has(captureMinor),
    capture_unexpected: !isReady && has(captureMinor),
    release_unexpected: status !== 'failed' && has(releaseMinor),
    refund_missing: status === 'refunded' && !has(refundMinor),
    refund_unexpected: status !== 'refunded' && has(refundMinor),
    amount_differs: MOVES.some((move) => has(order[`${move}Minor`]) && order[`${move}Minor`] !== order.priceMinor),
    esim_missing: has(captureMinor) && iccid === null,
    esim_unexpected: !has(captureMinor) && iccid !== null,
  };
  return (Object.keys(table) as OrderDifference[]).filter((word) => table[word]); // the table's own keys
};

const CARRIER_WORDS: readonly OrderDifference[] = ['esim_missing', 'esim_unexpected'];

const judge = (order: OrderFacts, currency: Currency): ReconciledOrder => {
  const { orderId, partnerOrderId, status, priceMinor, iccid } = order;
  const moved = MOVES.flatMap((move) => {
    const amount = order[`${move}Minor`];
    return amount === null ? [] : [`${move} ${formatMinor(amount, currency)}`];
  });
  const left = `${status.toUpperCase()} at ${formatMinor(priceMinor, currency)} ${currency}`;
  const ledger = moved.join(', ') || 'no entry';
  const carrier = iccid === null ? 'no eSIM' : 'an eSIM';
  return {
    ...order,
    isOpen: OPEN_ORDER_STATES.some((state) => state === status),
    differences: wordsOf(order).map((word) => ({
      word,
      orderId,
      partnerOrderId,
      left: CARRIER_WORDS.includes(word) ? `${left}, ${ledger}` : left,
      right: CARRIER_WORDS.includes(word) ? carrier : ledger,
    })),
  };
};

/** Orders that are read at a time. */
const CHUNK = 1_000;

/** The columns of an order's facts; `part` says which of its entries are the period's. */
const facts = (part: ReturnType<typeof sql>) => sql`
  o.id as "orderId", o.partner_order_id as "partnerOrderId", o.package_id as "packageId", o.status,
  o.net_price_minor as "priceMinor", moves.*, s.iccid
  from orders o
  left join esims s on s.order_id = o.id
  cross join lateral (
    select max(amount_minor) filter (where type = 'reserve') as "reserveMinor",
      max(amount_minor) filter (where type = 'capture') as "captureMinor",
      max(amount_minor) filter (where type = 'release') as "releaseMinor",
      max(amount_minor) filter (where type = 'refund') as "refundMinor",
      coalesce(sum(case type when 'capture' then amount_minor when 'refund' then -amount_minor end)
        filter (where ${part}), 0)::bigint as "billedMinor"
    from entries where order_id = o.id
  ) moves`;

/** Where a reading of orders goes on: behind an entry, and once those are over behind an order without any. */
export interface OrderPlace {
  readonly sequence: bigint;
  readonly orderId: string | null;
}

const BEGINNING: OrderPlace = { sequence: 0n, orderId: null };

/** The cursor of an order: the number of its last entry in the period, or its id where it has none. */
export const orderPlaceCursor = ({ sequence, orderId }: Pick<OrderFacts, 'sequence' | 'orderId'>): string =>
  sequence === 0n ? orderId : String(sequence);

/** Reads a cursor. Refuses: BAD_USER_INPUT. */
export const readOrderPlace = (after: string | null): OrderPlace => {
  if (after === null) return BEGINNING;
  if (/^\d{1,15}$/.test(after)) return { sequence: BigInt(after), orderId: null };
  if (/^ord_[0-9a-z]{26}$/.test(after)) return { sequence: 0n, orderId: after };
  throw badInput({ field: 'after', bound: 'the cursor of a row of this export' });
};

/** A row of a page by entries; the order is null where it is not there, which the totals then show. */
type BookedRow = OrderFacts | { readonly sequence: bigint; readonly orderId: null };

const isThere = (row: BookedRow): row is OrderFacts => row.orderId !== null;

async function* bookedOrders(
  tables: Kysely<unknown>,
  { organisationId, mode }: Owner,
  { currency, firstSequence }: Invoice,
  lastSequence: bigint,
  behind: bigint,
): AsyncGenerator<OrderFacts, void, undefined> {
  const part = sql`sequence between ${firstSequence} and ${lastSequence}`;
  for (let last = behind; ; ) {
    const { rows } = await sql<BookedRow>`
      with last_entry as (
        select order_id, sequence from entries e
        where organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency}
          and ${part} and sequence > ${last} and order_id is not null and not exists (
            select from entries later where later.order_id = e.order_id
              and later.sequence > e.sequence and later.sequence <= ${lastSequence})
        order by sequence limit ${CHUNK}
      )
      select last_entry.sequence, ordered.* from last_entry left join lateral (
        select ${facts(part)} where o.id = last_entry.order_id
      ) ordered on true order by last_entry.sequence`.execute(tables);
    yield* rows.filter(isThere);
    if (rows.length < CHUNK) return;
    last = rows.at(-1)?.sequence ?? last;
  }
}

async function* unbookedOrders(
  tables: Kysely<unknown>,
  { organisationId, mode }: Owner,
  { currency, periodStart, periodEnd }: Invoice,
  behind: string,
): AsyncGenerator<OrderFacts, void, undefined> {
  for (let last = behind; ; ) {
    const { rows } = await sql<OrderFacts>`
      select 0::bigint as sequence, ${facts(sql`true`)}
      where o.organisation_id = ${organisationId} and o.mode = ${mode} and o.currency = ${currency}
        and o.created_at >= ${periodStart} and o.created_at < ${periodEnd} and o.id > ${last}
        and not exists (select from entries e where e.order_id = o.id)
      order by o.id limit ${CHUNK}`.execute(tables);
    yield* rows;
    if (rows.length < CHUNK) return;
    last = rows.at(-1)?.orderId ?? last;
  }
}

/**
 * The orders of an invoice's period behind a place: those with an entry in the invoice's part of the chain, by the number
 * of the last one, then those that were placed in its period and have none at all, by id. Read some at a time.
 */
export async function* reconciledOrders(
  tables: Kysely<unknown>,
  owner: Owner,
  invoice: Invoice,
  lastSequence: bigint,
  { sequence, orderId }: OrderPlace = BEGINNING,
): AsyncGenerator<ReconciledOrder, void, undefined> {
  const currency = invoice.currency as Currency; // checked when the wallet was opened
  if (orderId === null) {
    for await (const order of bookedOrders(tables, owner, invoice, lastSequence, sequence))
      yield judge(order, currency);
  }
  for await (const order of unbookedOrders(tables, owner, invoice, orderId ?? '')) yield judge(order, currency);
}
