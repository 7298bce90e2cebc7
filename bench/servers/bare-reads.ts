import type { Pool, PoolClient } from 'pg';
import { packageCursor } from '../../dist/src/domains/catalogue/index.js';
import type { Partner } from '../seed.ts';

/** Minor units of US dollars, which `pg` gives as text. */
export const usd = (minor: string): { amount: string; currency: string } => ({
  amount: (Number(minor) / 100).toFixed(2),
  currency: 'USD',
});

interface PackageRow {
  readonly package_id: string;
  readonly product_family: string;
  readonly coverage_name: string;
  readonly coverage_type: string;
  readonly display_name: string;
  readonly iso2: string | null;
  readonly region: string;
  readonly validity_days: number;
  readonly data_mb: number;
  readonly status: string;
  readonly msrp_minor: string;
  readonly net_price_minor: string;
}

const PAGE = `
  select p.package_id, p.product_family, p.coverage_name, p.coverage_type, p.display_name, p.iso2, p.region,
    p.validity_days, p.data_mb, p.status, p.msrp_minor, coalesce(a.net_price_minor, p.net_price_minor) as net_price_minor
  from packages p
  join package_approvals a on a.organisation_id = $1 and a.mode = $2 and a.package_id = p.package_id
  where p.version_id = (select id from catalogue_versions where published_at is not null and effective_at <= now()
    order by effective_at desc, id desc limit 1)
  order by p.display_name collate "C", p.package_id collate "C" limit $3`;

const node = (row: PackageRow) => ({
  packageId: row.package_id,
  productFamily: row.product_family,
  coverageName: row.coverage_name,
  coverageType: row.coverage_type.toUpperCase(),
  displayName: row.display_name,
  iso2: row.iso2,
  region: row.region,
  validityDays: row.validity_days,
  dataMb: row.data_mb,
  msrp: usd(row.msrp_minor),
  netPrice: usd(row.net_price_minor),
  status: row.status.toUpperCase(),
});

export const readPage = async (pool: Pool, { organisationId, mode }: Partner, first: number) => {
  const { rows } = await pool.query<PackageRow>({
    name: 'page',
    text: PAGE,
    values: [organisationId, mode, first + 1],
  });
  const shown = rows.slice(0, first);
  const last = shown.at(-1);
  const endCursor = last ? cursorOf(last) : null;
  return { packages: { nodes: shown.map(node), pageInfo: { hasNextPage: rows.length > first, endCursor } } };
};

/** The one thing that is borrowed: how a cursor is written is no part of what is compared. */
const cursorOf = (row: PackageRow): string =>
  packageCursor(
    { displayName: row.display_name, packageId: row.package_id } as Parameters<typeof packageCursor>[0],
    'name',
  );

interface OrderRow {
  readonly id: string;
  readonly partner_order_id: string;
  readonly status: string;
  readonly catalogue_version: string;
  readonly created_at: Date;
  readonly expected_ready_by: Date;
  readonly net_price_minor: string;
  readonly package_id: string;
  readonly display_name: string;
  readonly coverage_name: string;
  readonly data_mb: number;
}

const ORDER = `
  select o.id, o.partner_order_id, o.status, o.catalogue_version, o.created_at, o.expected_ready_by, o.net_price_minor,
    p.package_id, p.display_name, p.coverage_name, p.data_mb
  from orders o join packages p on p.version_id = o.catalogue_version_id and p.package_id = o.package_id
  where o.organisation_id = $1 and o.mode = $2 and`;

export const orderNode = (row: OrderRow) => ({
  id: row.id,
  partnerOrderId: row.partner_order_id,
  status: row.status.toUpperCase(),
  catalogueVersion: row.catalogue_version,
  createdAt: row.created_at.toISOString(),
  expectedReadyBy: row.expected_ready_by.toISOString(),
  netPrice: usd(row.net_price_minor),
  package: {
    packageId: row.package_id,
    displayName: row.display_name,
    coverageName: row.coverage_name,
    dataMb: row.data_mb,
  },
});

const one = (rows: readonly OrderRow[]) => {
  const [row] = rows;
  if (!row) throw new Error('no such order');
  return orderNode(row);
};

export const readOrder = async (pool: Pool, { organisationId, mode }: Partner, partnerOrderId: string) => {
  const values = [organisationId, mode, partnerOrderId];
  const { rows } = await pool.query<OrderRow>({ name: 'order', text: `${ORDER} o.partner_order_id = $3`, values });
  return { order: one(rows) };
};

export const readOrderById = async (client: Pool | PoolClient, { organisationId, mode }: Partner, id: string) => {
  const values = [organisationId, mode, id];
  const { rows } = await client.query<OrderRow>({ name: 'order by id', text: `${ORDER} o.id = $3`, values });
  return one(rows);
};
