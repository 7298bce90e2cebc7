import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import type { AssortmentEntity, PackageApprovalEntity } from './catalogue.entity.ts';

type Tables = TablesOf<typeof PackageApprovalEntity | typeof AssortmentEntity>;

/** That the owner may sell a package, and at which net price where it has its own. */
export interface Approval {
  readonly packageId: string;
  readonly netPriceMinor: bigint | null;
}

/** Approves packages for the owner, replacing what was said of them before, and counts the change. */
export const approvePackages = async (tx: Tx, approvals: readonly Approval[]): Promise<void> => {
  if (approvals.length === 0) return;
  const { organisationId, mode } = tx.owner;
  const tables = tx.tables<Tables>();
  const ids = approvals.map(({ packageId }) => packageId);
  const prices = approvals.map(({ netPriceMinor }) => netPriceMinor);
  await sql`
    insert into package_approvals (organisation_id, mode, package_id, net_price_minor, approved_at)
    select ${organisationId}, ${mode}, approved.package_id, approved.net_price_minor, ${tx.now}
    from unnest(${ids}::text[], ${prices}::bigint[]) as approved (package_id, net_price_minor)
    on conflict (organisation_id, mode, package_id)
    do update set net_price_minor = excluded.net_price_minor, approved_at = excluded.approved_at`.execute(tables);
  await sql`
    insert into assortments (organisation_id, mode, revision) values (${organisationId}, ${mode}, 1)
    on conflict (organisation_id, mode) do update set revision = assortments.revision + 1`.execute(tables);
};

/** The version in effect where the owner may sell any package of it, and since when; null where it may sell none. */
export const findApprovedVersion = async (
  tables: Kysely<Tables>,
  owner: Owner,
  now: Date,
): Promise<{ readonly version: string; readonly approvedAt: Date } | null> => {
  const { rows } = await sql<{ version: string; approvedAt: Date }>`
    select v.version, min(a.approved_at) as "approvedAt"
    from (
      select id, version from catalogue_versions
      where published_at is not null and effective_at <= ${now}
      order by effective_at desc, id desc limit 1
    ) v
    join packages p on p.version_id = v.id
    join package_approvals a
      on a.organisation_id = ${owner.organisationId} and a.mode = ${owner.mode} and a.package_id = p.package_id
    group by v.version`.execute(tables);
  return rows[0] ?? null;
};

/** All approvals of an owner by package id. */
export const listApprovals = async (
  tables: Kysely<Tables>,
  owner: Owner,
): Promise<ReadonlyMap<string, bigint | null>> => {
  const rows = await tables
    .selectFrom('package_approvals')
    .select(['package_id as packageId', 'net_price_minor as netPriceMinor'])
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode)
    .execute();
  return new Map(rows.map((row) => [row.packageId, row.netPriceMinor]));
};
