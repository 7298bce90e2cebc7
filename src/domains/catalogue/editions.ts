import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { TablesOf } from '../../db/transaction.ts';
import type { CatalogueVersionEntity, PackageEntity } from './catalogue.entity.ts';

export type EditionTables = TablesOf<typeof CatalogueVersionEntity | typeof PackageEntity>;

const columns = [
  'version_id as versionId',
  'version',
  'package_id as packageId',
  'product_family as productFamily',
  'coverage_name as coverageName',
  'coverage_type as coverageType',
  'display_name as displayName',
  'iso2',
  'region',
  'countries',
  'validity_days as validityDays',
  'data_mb as dataMb',
  'currency',
  'msrp_minor as msrpMinor',
  'net_price_minor as netPriceMinor',
  'minimum_selling_price_minor as minimumSellingPriceMinor',
  'suggested_retail_price_minor as suggestedRetailPriceMinor',
  'status',
  'policy_notes as policyNotes',
] as const;

const readPackages = (tables: Kysely<EditionTables>, versionId: string) =>
  tables
    .selectFrom('packages')
    .innerJoin('catalogue_versions', 'catalogue_versions.id', 'packages.version_id')
    .select(columns)
    .where('version_id', '=', versionId)
    .orderBy('package_id')
    .execute();

/** A package of one catalogue version, at the list net price; an owner's own price stands on its approval. */
export type CataloguePackage = Awaited<ReturnType<typeof readPackages>>[number];

/** All packages of one version by id, in id order. */
type Edition = ReadonlyMap<string, CataloguePackage>;

const EDITIONS_MAX = 20;

/** Published versions never change, so each is read once and kept: pages and prices cost no query. */
const editions = new LRUCache<string, Promise<Edition>>({ max: EDITIONS_MAX });

/** The packages of a published version. The caller has made sure that it is published. */
export const editionOf = (tables: Kysely<EditionTables>, versionId: string): Promise<Edition> => {
  const kept = editions.get(versionId);
  if (kept) return kept;
  const reading = readPackages(tables, versionId).then((rows) => new Map(rows.map((row) => [row.packageId, row])));
  editions.set(versionId, reading);
  reading.catch(() => editions.delete(versionId));
  return reading;
};

/** A package as a published version has it. That it is there is the caller's knowledge: an order refers to it. */
export const getPackage = async (
  tables: Kysely<EditionTables>,
  versionId: string,
  packageId: string,
): Promise<CataloguePackage> => {
  const found = (await editionOf(tables, versionId)).get(packageId);
  if (!found) throw new Error(`version ${versionId} has no package ${packageId}`);
  return found;
};
