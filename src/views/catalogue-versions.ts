import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';

/** How a version stands: not published, published for later, in effect, or followed by another one. */
export type VersionState = 'draft' | 'scheduled' | 'current' | 'retired';

export interface VersionSummary {
  readonly id: string;
  readonly version: string;
  readonly state: VersionState;
  readonly packages: number;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly effectiveAt: Date | null;
}

/** Every catalogue version with how it stands and how many packages it has, newest first. */
export const listVersionSummaries = async ({ database, clock }: House): Promise<readonly VersionSummary[]> => {
  const now = clock.now();
  const { rows } = await sql<Omit<VersionSummary, 'packages'> & { readonly packages: bigint }>`
    with current as (
      select id from catalogue_versions where published_at is not null and effective_at <= ${now}
      order by effective_at desc, id desc limit 1
    )
    select v.id, v.version, v.created_at as "createdAt", v.published_at as "publishedAt", v.effective_at as "effectiveAt",
      (select count(*) from packages p where p.version_id = v.id) as packages,
      case when v.published_at is null then 'draft' when v.effective_at > ${now} then 'scheduled'
        when v.id = (select id from current) then 'current' else 'retired' end as state
    from catalogue_versions v order by v.id desc`.execute(database.tables());
  return rows.map((row) => ({ ...row, packages: Number(row.packages) }));
};

/** A package as the operator looks through a version: list price, and whether it is for tests. Amounts in minor units. */
export interface VersionPackage {
  readonly packageId: string;
  readonly displayName: string;
  readonly coverageName: string;
  readonly status: string;
  readonly currency: string;
  readonly msrpMinor: bigint;
  readonly netPriceMinor: bigint;
}

/** The packages of a version, published or not, by id. */
export const listVersionPackages = async (
  { database }: House,
  versionId: string,
): Promise<readonly VersionPackage[]> => {
  const { rows } = await sql<VersionPackage>`
    select package_id as "packageId", display_name as "displayName", coverage_name as "coverageName", status, currency,
      msrp_minor as "msrpMinor", net_price_minor as "netPriceMinor"
    from packages where version_id = ${versionId} order by package_id`.execute(database.tables());
  return rows;
};
