import { LockMode } from '@mikro-orm/core';
import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import { type CatalogueVersion, CatalogueVersionEntity, type PackageEntity } from './catalogue.entity.ts';
import type { PackageDraft } from './import/index.ts';

type Tables = TablesOf<typeof CatalogueVersionEntity>;

/** Rows sent in one insert: 18 columns each keep it well below PostgreSQL's 65,535 parameters. */
const INSERT_ROWS = 500;

/** Stores a new version with its packages, not published yet. Refuses: CATALOGUE_VERSION_TAKEN. */
export const importVersion = async (tx: Tx, version: string, packages: readonly PackageDraft[]): Promise<string> => {
  const id = newId('catalogueVersion');
  const tables = tx.tables<TablesOf<typeof CatalogueVersionEntity | typeof PackageEntity>>();
  await tables.insertInto('catalogue_versions').values({ id, version, created_at: tx.now }).execute();
  for (let start = 0; start < packages.length; start += INSERT_ROWS) {
    const rows = packages.slice(start, start + INSERT_ROWS).map((draft) => ({
      version_id: id,
      package_id: draft.packageId,
      product_family: draft.productFamily,
      coverage_name: draft.coverageName,
      coverage_type: draft.coverageType,
      display_name: draft.displayName,
      iso2: draft.iso2,
      region: draft.region,
      countries: [...draft.countries],
      validity_days: draft.validityDays,
      data_mb: draft.dataMb,
      currency: draft.currency,
      msrp_minor: draft.msrpMinor,
      net_price_minor: draft.netPriceMinor,
      minimum_selling_price_minor: draft.minimumSellingPriceMinor,
      suggested_retail_price_minor: draft.suggestedRetailPriceMinor,
      status: draft.status,
      policy_notes: draft.policyNotes,
    }));
    await tables.insertInto('packages').values(rows).execute();
  }
  return id;
};

/**
 * Publishes a version from `effectiveAt` on, for good: neither it nor its packages can change any more.
 * Refuses: UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_PUBLISHED.
 */
export const publishVersion = async (tx: Tx, version: string, effectiveAt: Date): Promise<CatalogueVersion> => {
  const found = await tx.em.findOne(CatalogueVersionEntity, { version }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!found) throw new Fault('UNKNOWN_CATALOGUE_VERSION');
  if (found.publishedAt) throw new Fault('CATALOGUE_VERSION_PUBLISHED');
  found.publishedAt = tx.now;
  found.effectiveAt = effectiveAt;
  await tx.flush();
  return found;
};

/** A version that was published: it has both moments. */
export interface PublishedVersion {
  readonly id: string;
  readonly version: string;
  readonly publishedAt: Date;
  readonly effectiveAt: Date;
}

const published = (tables: Kysely<Tables>) =>
  tables
    .selectFrom('catalogue_versions')
    .select(['id', 'version', 'published_at as publishedAt', 'effective_at as effectiveAt'])
    .where('published_at', 'is not', null)
    .$narrowType<PublishedVersion>();

/** The published version that takes effect next, if there is one. */
export const findNextVersion = (tables: Kysely<Tables>, now: Date): Promise<PublishedVersion | undefined> =>
  published(tables).where('effective_at', '>', now).orderBy('effective_at').orderBy('id').limit(1).executeTakeFirst();

const orUnknown = (found: PublishedVersion | undefined): PublishedVersion => {
  if (!found) throw new Fault('UNKNOWN_CATALOGUE_VERSION');
  return found;
};

/** A published version by name, whether in effect or not. Refuses: UNKNOWN_CATALOGUE_VERSION. */
export const getPublishedVersion = async (tables: Kysely<Tables>, version: string): Promise<PublishedVersion> =>
  orUnknown(await published(tables).where('version', '=', version).executeTakeFirst());

/** A published version by id. Refuses: UNKNOWN_CATALOGUE_VERSION, also where there is no id to look for. */
export const getVersion = async (tables: Kysely<Tables>, id: string | null): Promise<PublishedVersion> =>
  orUnknown(await published(tables).where('id', '=', id).executeTakeFirst());
