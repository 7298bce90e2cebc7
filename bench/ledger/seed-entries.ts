import type { Client } from 'pg';
import type { Owner } from '../../dist/src/kernel/actor.js';

/** How the entries of a wallet are laid out in time: so many orders before a month, and so many within it. */
export interface Layout {
  readonly from: Date;
  readonly month: Date;
  readonly monthEnd: Date;
  readonly ordersBefore: number;
  readonly ordersWithin: number;
}

/** Entries of an order: held and taken; of each fiftieth given back instead; of each hundredth refunded. */
const ENTRIES_PER_ORDER = 2.01;

/** How many orders come to about so many entries. */
export const ordersOf = (entries: number): number => Math.round(entries / ENTRIES_PER_ORDER);

const RARE_PER_WALLET = 24;
const CHUNK = 20_000;

/** The moment of an order, in SQL: even within each part of the layout. */
const MOMENT = `
  case when i <= $4::int then $5::timestamptz + ($6::timestamptz - $5::timestamptz) * ((i - 1)::float8 / greatest($4::int, 1))
    else $6::timestamptz + ($7::timestamptz - $6::timestamptz) * ((i - 1 - $4::int)::float8 / greatest($8::int, 1)) end`;

const ORDERS = `
  insert into orders (id, organisation_id, mode, partner_order_id, package_id, catalogue_version_id, catalogue_version,
    net_price_minor, currency, status, expected_ready_by, created_at, updated_at)
  select 'ord_' || $1::text || lpad(i::text, 12, '0'), $2, $3, 'seed-' || i, p.package_id, p.version_id, 'bench',
    100 + i % 400, 'USD', case when i % 50 = 0 then 'failed' when i % 100 = 1 then 'refunded' else 'installed' end,
    at, at, at
  from (select i, ${MOMENT} as at from generate_series($9::int, $10::int) i) o,
    (select version_id, package_id from packages order by package_id limit 1) p`;

/** Each step of an order as an entry with its postings, and the balances after it as sums over all before. */
const ENTRIES = `
  with o as (
    select i, 100 + i % 400 as price, ${MOMENT} as at from generate_series($9::int, $10::int) i
  ), steps as (
    select i, at, 1 as step, 'reserve' as type, -price as available, price as reserved, 0 as funding, 0 as sales from o
    union all select i, at, 2, 'capture', 0, -price, 0, price from o where i % 50 <> 0
    union all select i, at, 2, 'release', price, -price, 0, 0 from o where i % 50 = 0
    union all select i, at, 3, 'refund', price, 0, 0, -price from o where i % 100 = 1
    union all select i, at, 4, 'monthly_minimum_true_up', -500, 0, 0, 500 from o where i % $14::int = 0
    union all select i, at, 5, 'credit', 500, 0, -500, 0 from o where i % $14::int = 0
  ), numbered as (
    select *, row_number() over w as n, 'ent_' || $1::text || lpad(i::text, 11, '0') || step as id,
      $11::bigint + sum(available) over w as available_after, $12::bigint + sum(reserved) over w as reserved_after
    from steps window w as (order by i, step)
  ), entered as (
    insert into entries (id, organisation_id, mode, type, currency, amount_minor, order_id, invoice_id, payment_reference,
      description, available_after_minor, reserved_after_minor, created_at, sequence, hash)
    select id, $2, $3, type, 'USD', greatest(abs(available), abs(reserved)),
      case when step < 4 then 'ord_' || $1::text || lpad(i::text, 12, '0') end,
      case when step > 3 then 'inv_' || $1::text || lpad(i::text, 12, '0') end,
      case when step = 5 then 'PAY-' || i end, 'Order ' || i, available_after, reserved_after,
      at + step * interval '1 millisecond', 0, ''
    from numbered order by n
  ), posted as (
    insert into postings (entry_id, account_id, amount_minor)
    select id, account, amount from numbered,
      lateral (values ($13::text[])) as ids (list),
      lateral (values (list[1], available), (list[2], reserved), (list[3], funding), (list[4], sales)) as p (account, amount)
    where amount <> 0 order by n
  )
  select count(*)::int as entries, sum(available)::text as available, sum(reserved)::text as reserved,
    sum(funding)::text as funding, sum(sales)::text as sales from numbered`;

interface Sums {
  readonly entries: number;
  readonly available: string;
  readonly reserved: string;
  readonly funding: string;
  readonly sales: string;
}

/** What tells the ids of one owner's rows from another's: ten characters and the zero with which ids begin. */
const stem = ({ organisationId }: Owner): string => `0${organisationId.slice(-13)}`;

const KINDS = ['available', 'reserved', 'funding', 'sales'] as const;

/**
 * Writes orders and entries behind those that a wallet in US dollars has, with their postings and the balances that follow.
 * The database's own trigger chains the entries; foreign keys and the balance of each entry are checked at the end, for all
 * at once. Wants a superuser. Gives the number of entries.
 */
export const seedEntries = async (client: Client, owner: Owner, layout: Layout): Promise<number> => {
  const { ordersBefore, ordersWithin, from, month, monthEnd } = layout;
  const orders = ordersBefore + ordersWithin;
  const { rows: accounts } = await client.query<{ id: string; kind: string; balance: string }>(
    'select id, kind, balance_minor::text as balance from accounts where organisation_id = $1 and mode = $2',
    [owner.organisationId, owner.mode],
  );
  const find = (kind: string) => {
    const account = accounts.find((one) => one.kind === kind);
    if (!account) throw new Error('a wallet has four accounts');
    return account;
  };
  const balances = new Map(KINDS.map((kind) => [kind, BigInt(find(kind).balance)]));
  const ids = KINDS.map((kind) => find(kind).id);
  await client.query('set session_replication_role = replica'); // no trigger but the chain's
  let written = 0;
  for (let at = 1; at <= orders; at += CHUNK) {
    const owned = [stem(owner), owner.organisationId, owner.mode, ordersBefore, from, month, monthEnd, ordersWithin];
    const part = [...owned, at, Math.min(at + CHUNK - 1, orders)];
    await client.query(ORDERS, part);
    const before = [balances.get('available'), balances.get('reserved'), ids];
    const every = Math.max(1, Math.floor(orders / RARE_PER_WALLET));
    const { rows } = await client.query<Sums>(ENTRIES, [...part, ...before, every]);
    for (const kind of KINDS) balances.set(kind, (balances.get(kind) ?? 0n) + BigInt(rows[0]?.[kind] ?? 0));
    written += rows[0]?.entries ?? 0;
    if (at === 1) await client.query('analyze entries'); // the trigger's plan was made when there were none
  }
  for (const kind of KINDS) {
    await client.query('update accounts set balance_minor = $1 where id = $2', [balances.get(kind), find(kind).id]);
  }
  await client.query('set session_replication_role = origin');
  return written;
};

/** Runs work while the chain's trigger runs even where others are off. */
export const whileChaining = async <Result>(client: Client, work: () => Promise<Result>): Promise<Result> => {
  await client.query('alter table entries enable always trigger entries_chain');
  const result = await work();
  await client.query('alter table entries enable trigger entries_chain');
  return result;
};

const WRONG = `
  select
    (select count(*)::int from (select entry_id from postings group by entry_id having sum(amount_minor) <> 0) p) as unbalanced,
    (select count(*)::int from entries e where not exists (select from postings p where p.entry_id = e.id)) as bare,
    (select count(*)::int from accounts a where balance_minor <> coalesce(
      (select sum(amount_minor) from postings p where p.account_id = a.id), 0)) as accounts`;

/** Proves that every entry is balanced and that every balance is the sum of its postings. */
export const assertBalanced = async (client: Client): Promise<void> => {
  const { rows } = await client.query<Record<string, number>>(WRONG);
  if (Object.values(rows[0] ?? {}).some((count) => count > 0))
    throw new Error(`unbalanced: ${JSON.stringify(rows[0])}`);
};
