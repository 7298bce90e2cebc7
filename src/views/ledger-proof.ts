import { type Kysely, type RawBuilder, sql } from 'kysely';
import { OPEN_ORDER_STATES } from '../domains/orders/index.ts';
import type { House } from '../door/use-case.ts';

/** What the proof says of the books, each with the sentence for one that does not fit. */
export const LEDGER_CHECKS = {
  entry_balances: 'an entry sums to zero and has postings, all in its own book',
  balance_is_postings: 'a balance is the sum of its postings',
  balances_are_last: 'the balances of today are those after the last entry',
  order_holds: 'an open order has one hold of its price, a settled one has none, a refunded one was given back once',
  reserved_is_holds: 'the reserved balance is what open orders hold',
} as const;

export type LedgerCheck = keyof typeof LEDGER_CHECKS;

/** One thing that does not fit: an entry, an account, an order, or a book named by organisation, mode and currency. */
export interface Offender {
  readonly check: LedgerCheck;
  readonly subject: string;
  readonly found: string;
}

export interface LedgerProof {
  readonly books: number;
  readonly accounts: number;
  readonly entries: number;
  readonly postings: number;
  readonly orders: number;
  readonly openOrders: number;
  readonly holds: number;
  /** All that do not fit. */
  readonly offenderCount: number;
  /** The first of each check. */
  readonly offenders: readonly Offender[];
}

/** Named for each check. */
const OFFENDERS_MAX = 10;

/** The parts of a book that are looked at: one organisation's, or all. */
const scope = (organisationId: string | null): RawBuilder<unknown> => {
  const within = organisationId === null ? sql`true` : sql`organisation_id = ${organisationId}`;
  return sql`
  scoped_entries as not materialized (select * from entries where ${within}),
  scoped_accounts as not materialized (select * from accounts where ${within}),
  scoped_orders as not materialized (select * from orders where ${within}),
  sums as (
    select e.id, count(p.entry_id) as postings, coalesce(sum(p.amount_minor), 0) as total,
      coalesce(bool_and((a.organisation_id, a.mode, a.currency) = (e.organisation_id, e.mode, e.currency)), true) as own
    from scoped_entries e
    left join postings p on p.entry_id = e.id
    left join accounts a on a.id = p.account_id
    group by e.id
  ),
  books as (
    select organisation_id, mode, currency, count(*) as accounts,
      sum(balance_minor) filter (where kind = 'available') as available,
      sum(balance_minor) filter (where kind = 'reserved') as reserved
    from scoped_accounts group by organisation_id, mode, currency
  ),
  lasts as (
    select b.organisation_id, b.mode, b.currency, b.available, b.reserved, l.available_after_minor, l.reserved_after_minor
    from books b left join lateral (
      select e.available_after_minor, e.reserved_after_minor from entries e
      where (e.organisation_id, e.mode, e.currency) = (b.organisation_id, b.mode, b.currency)
      order by e.sequence desc limit 1
    ) l on true
  ),
  moves as (
    select o.id, o.organisation_id, o.mode, o.currency, o.status, o.net_price_minor,
      o.status = any(${OPEN_ORDER_STATES}::text[]) as open,
      count(e.id) filter (where e.type = 'reserve') as reserves,
      count(e.id) filter (where e.type = 'capture') as captures,
      count(e.id) filter (where e.type = 'release') as releases,
      count(e.id) filter (where e.type = 'refund') as refunds,
      coalesce(bool_and((e.organisation_id, e.mode, e.currency, e.amount_minor)
        = (o.organisation_id, o.mode, o.currency, o.net_price_minor)), true) as same
    from scoped_orders o
    left join entries e on e.order_id = o.id and e.type in ('reserve', 'capture', 'release', 'refund')
    group by o.id, o.organisation_id, o.mode, o.currency, o.status, o.net_price_minor
  )`;
};

const book = sql`concat_ws(' ', organisation_id, mode, currency)`;

/** Everything that does not fit, one row each. */
const offenders = sql`
  select 'entry_balances' as "check", id as subject,
    format('%s postings that sum to %s%s', postings, total, case when own then '' else ', some of another book' end) as found
  from sums where postings = 0 or total <> 0 or not own
  union all
  select 'entry_balances', id, format('a %s of no order', type)
  from scoped_entries where type in ('reserve', 'capture', 'release', 'refund') and order_id is null
  union all
  select 'balance_is_postings', a.id, format('a balance of %s, postings of %s', a.balance_minor, coalesce(sum(p.amount_minor), 0))
  from scoped_accounts a left join postings p on p.account_id = a.id
  group by a.id, a.balance_minor having a.balance_minor <> coalesce(sum(p.amount_minor), 0)
  union all
  select 'balances_are_last', ${book}, format('%s available and %s reserved, after the last entry %s and %s', available, reserved,
    coalesce(available_after_minor, 0), coalesce(reserved_after_minor, 0))
  from lasts where (available, reserved) is distinct from (coalesce(available_after_minor, 0), coalesce(reserved_after_minor, 0))
  union all
  select 'balances_are_last', ${book}, format('%s accounts, not four', accounts) from books where accounts <> 4
  union all
  select 'order_holds', id, format('%s with %s reserved, %s captured, %s released, %s refunded%s', status, reserves, captures, releases, refunds,
    case when same then '' else ', not all of its price' end)
  from moves where not same or not case
    when refunds <> (status = 'refunded')::int then false
    when open then reserves = 1 and captures = 0 and releases = 0
    when status in ('esim_ready', 'installed', 'refunded') then reserves = 1 and captures = 1 and releases = 0
    when status = 'failed' then captures = 0 and releases = reserves
    else reserves = 0 and captures = 0 and releases = 0 end
  union all
  select 'reserved_is_holds', concat_ws(' ', b.organisation_id, b.mode, b.currency),
    format('a reserved balance of %s, open orders of %s', b.reserved, coalesce(sum(m.net_price_minor), 0))
  from books b left join moves m
    on (m.organisation_id, m.mode, m.currency) = (b.organisation_id, b.mode, b.currency) and m.open
  group by b.organisation_id, b.mode, b.currency, b.reserved having b.reserved <> coalesce(sum(m.net_price_minor), 0)`;

type Counts = { readonly [Name in keyof Omit<LedgerProof, 'offenders'>]: bigint };

const prove = async (tables: Kysely<unknown>, organisationId: string | null): Promise<LedgerProof> => {
  const { rows } = await sql<Counts & { readonly offenders: readonly Offender[] }>`
    with ${scope(organisationId)},
    offenders as (${offenders}),
    named as (
      select * from (select *, row_number() over (partition by "check" order by subject, found) as place from offenders) o
      where place <= ${OFFENDERS_MAX}
    )
    select (select count(*) from books) as books, (select count(*) from scoped_accounts) as accounts,
      (select count(*) from scoped_entries) as entries, (select sum(postings)::bigint from sums) as postings,
      (select count(*) from moves) as orders, (select count(*) from moves where open) as "openOrders",
      (select coalesce(sum(reserves - captures - releases), 0)::bigint from moves) as holds,
      (select count(*) from offenders) as "offenderCount",
      (select coalesce(json_agg(json_build_object('check', "check", 'subject', subject, 'found', found)
        order by "check", place), '[]') from named) as offenders`.execute(tables);
  const [row] = rows;
  if (!row) throw new Error('a select without from gives one row');
  return {
    books: Number(row.books),
    accounts: Number(row.accounts),
    entries: Number(row.entries),
    postings: Number(row.postings ?? 0n),
    orders: Number(row.orders),
    openOrders: Number(row.openOrders),
    holds: Number(row.holds),
    offenderCount: Number(row.offenderCount),
    offenders: row.offenders,
  };
};

/**
 * Proves the books of one organisation, or of all where it is null: every check of `LEDGER_CHECKS`, in one statement
 * and so at one moment, while orders go on. It takes the time and the memory that years of entries need. That each entry
 * follows the one before it, `walkChain` proves.
 */
export const proveLedger = (
  { database }: Pick<House, 'database'>,
  organisationId: string | null,
): Promise<LedgerProof> =>
  database
    .tables<unknown>()
    .connection()
    .execute(async (tables) => {
      await sql`set statement_timeout = 0; set work_mem = '64MB'`.execute(tables);
      try {
        return await prove(tables, organisationId);
      } finally {
        await sql`reset statement_timeout; reset work_mem`.execute(tables);
      }
    });
