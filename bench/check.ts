import type { Client } from 'pg';
import { FUNDS, type Partner } from './seed.ts';

const TABLES: readonly (readonly [table: string, own: string])[] = [
  ['orders', 'true'],
  ['entries', "type = 'reserve'"],
  ['idempotency_keys', 'true'],
  ['activities', "action = 'order.place'"],
  ['events', "type = 'order.reserved'"],
];

/** How often each column of a table holds which kind of value, for rows of these organisations. */
const shapeOf = async (client: Client, table: string, own: string, ids: readonly string[]): Promise<unknown[]> => {
  const { rows } = await client.query(
    `select f.key, jsonb_typeof(f.value) as kind, count(*)::int as count
    from (select * from ${table} where organisation_id = any($1) and ${own}) r, jsonb_each(to_jsonb(r)) as f
    group by f.key, kind order by f.key, kind`,
    [ids],
  );
  return rows;
};

const PLACED = `
  select
    (select count(*)::int from orders where organisation_id = any($1)) as orders,
    (select count(*)::int from postings p join entries e on e.id = p.entry_id
      where e.organisation_id = any($1) and e.type = 'reserve') as postings,
    (select count(*)::int from graphile_worker.jobs j join orders o on o.id = j.key
      where o.organisation_id = any($1) and j.task_identifier = 'provision_order') as jobs,
    (select coalesce(sum(net_price_minor), 0)::text from orders where organisation_id = any($1)) as price,
    (select sum(balance_minor)::text from accounts where organisation_id = any($1) and kind = 'available') as available,
    (select sum(balance_minor)::text from accounts where organisation_id = any($1) and kind = 'reserved') as reserved`;

interface Placed {
  readonly orders: number;
  readonly postings: number;
  readonly jobs: number;
  readonly price: string;
  readonly available: string;
  readonly reserved: string;
}

const same = (found: unknown, expected: unknown, what: string): void => {
  if (String(found) !== String(expected)) throw new Error(`${what}: ${found}, not ${expected}`);
};

const checkPlaced = async (client: Client, partners: readonly Partner[], orders: number): Promise<void> => {
  const ids = partners.map(({ organisationId }) => organisationId);
  const { rows } = await client.query<Placed>(PLACED, [ids]);
  const [placed] = rows;
  if (!placed) throw new Error('a select without from gives one row');
  same(placed.orders, orders, 'orders');
  same(placed.postings, 2 * orders, 'postings');
  same(placed.jobs, orders, 'jobs');
  same(placed.reserved, placed.price, 'reserved balances');
  const funds = BigInt(FUNDS.replace('.', '')) * BigInt(partners.length);
  same(placed.available, funds - BigInt(placed.price), 'available balances');
};

interface Group {
  readonly name: string;
  readonly partners: readonly Partner[];
  readonly orders: number;
}

/** Proves that each side wrote the rows that it should have, and that the balances follow from them. */
export const checkOrders = async (client: Client, groups: readonly Group[]): Promise<void> => {
  for (const { partners, orders } of groups) await checkPlaced(client, partners, orders);
  const [ours, ...others] = groups;
  if (!ours) return;
  for (const [table, own] of TABLES) {
    const shapes = async ({ partners, orders }: Group): Promise<string> => {
      const rows = await shapeOf(
        client,
        table,
        own,
        partners.map(({ organisationId }) => organisationId),
      );
      return JSON.stringify(rows).replaceAll(`"count":${orders}}`, '"count":"all"}');
    };
    const expected = await shapes(ours);
    for (const other of others) same(await shapes(other), expected, `${table} of ${other.name}`);
  }
};
