import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { type CataloguePackage, type EditionTables, editionOf } from './editions.ts';
import { getPublishedVersion } from './versions.ts';

interface CurrentApproval {
  readonly id: string;
  readonly version: string;
  readonly approved: boolean;
  readonly netPriceMinor: bigint | null;
}

/**
 * What the owner would pay for a package right now, in the version in effect, read in this transaction and not from
 * what a page was made of. `expectedVersion` is the version that the caller saw, if it says so.
 * Refuses: UNKNOWN_PACKAGE, UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_RETIRED.
 */
export const getOffer = async (
  tx: Tx,
  packageId: string,
  expectedVersion: string | null,
): Promise<CataloguePackage> => {
  const { organisationId, mode } = tx.owner;
  const { rows } = await sql<CurrentApproval>`
    select v.id, v.version, a.package_id is not null as approved, a.net_price_minor as "netPriceMinor"
    from (
      select id, version from catalogue_versions
      where published_at is not null and effective_at <= ${tx.realNow}
      order by effective_at desc, id desc limit 1
    ) v
    left join package_approvals a
      on a.organisation_id = ${organisationId} and a.mode = ${mode} and a.package_id = ${packageId}`.execute(
    tx.tables<EditionTables>(),
  );
  const [current] = rows;
  if (expectedVersion !== null && expectedVersion !== current?.version) {
    await getPublishedVersion(tx.tables<EditionTables>(), expectedVersion);
    throw new Fault('CATALOGUE_VERSION_RETIRED', { currentVersion: current?.version ?? null });
  }
  if (!current?.approved) throw new Fault('UNKNOWN_PACKAGE');
  const listed = (await editionOf(tx.tables<EditionTables>(), current.id)).get(packageId);
  if (!listed) throw new Fault('UNKNOWN_PACKAGE');
  return current.netPriceMinor === null ? listed : { ...listed, netPriceMinor: current.netPriceMinor };
};
