import { sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import type { EventDraft } from '../../records/events/index.ts';
import type { CatalogueVersionEntity, PackageApprovalEntity, PackageEntity } from './catalogue.entity.ts';

type Tables = TablesOf<typeof CatalogueVersionEntity | typeof PackageApprovalEntity | typeof PackageEntity>;

/** Packages that an event names at most. */
const PACKAGES_NAMED_MAX = 100;

interface OwnerFacts extends Owner {
  readonly approvedPackages: bigint;
  readonly packagesChanged: bigint;
  /** The first of those that change, by id. */
  readonly packageIds: string[] | null;
}

interface Publication {
  readonly id: string;
  readonly version: string;
  readonly effectiveAt: Date;
}

const factsOf = async (tx: Tx, { id, effectiveAt }: Publication): Promise<readonly OwnerFacts[]> => {
  const { rows } = await sql<OwnerFacts>`
    with compared as (
      select a.organisation_id, a.mode, a.package_id, after.package_id is not null as is_listed,
        a.net_price_minor is null
          and (after.net_price_minor, after.currency) <> (before.net_price_minor, before.currency) as is_changed
      from package_approvals a
      left join packages after on after.version_id = ${id} and after.package_id = a.package_id
      left join packages before on before.package_id = a.package_id and before.version_id = (
        select id from catalogue_versions
        where published_at is not null and (effective_at, id) < (${effectiveAt}, ${id})
        order by effective_at desc, id desc limit 1
      )
    )
    select organisation_id as "organisationId", mode, count(*) filter (where is_listed) as "approvedPackages",
      count(*) filter (where is_changed) as "packagesChanged",
      (array_agg(package_id order by package_id collate "C") filter (where is_changed))[:${sql.lit(PACKAGES_NAMED_MAX)}]
        as "packageIds"
    from compared group by organisation_id, mode order by organisation_id, mode`.execute(tx.tables<Tables>());
  return rows;
};

/**
 * What everybody who may sell any package hears of a version that was just published: that it was, and where it changes
 * list prices that they pay against the version in effect before it, which. An owner's own prices do not change.
 */
export const publicationEvents = async (tx: Tx, publication: Publication): Promise<readonly EventDraft[]> => {
  const owners = await factsOf(tx, publication);
  const version = { version: publication.version, effectiveAt: publication.effectiveAt.toISOString() };
  return owners.flatMap(({ organisationId, mode, approvedPackages, packagesChanged, packageIds }): EventDraft[] => {
    const about = { orderId: null, partnerOrderId: null, owner: { organisationId, mode } };
    const published = { ...version, approvedPackages: Number(approvedPackages) };
    const changed = { ...version, packagesChanged: Number(packagesChanged), packageIds: packageIds ?? [] };
    return [
      { ...about, type: 'catalogue.published', data: published },
      ...(packagesChanged > 0n ? [{ ...about, type: 'catalogue.price_change' as const, data: changed }] : []),
    ];
  });
};
