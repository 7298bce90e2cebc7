import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { TablesOf } from '../../db/transaction.ts';
import type { PackageEntity } from './catalogue.entity.ts';

type Tables = TablesOf<typeof PackageEntity>;

const columns = [
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

const readPackages = (tables: Kysely<Tables>, version: string) =>
  tables.selectFrom('packages').select(columns).where('version', '=', version).orderBy('package_id').execute();

/** A package of one catalogue version, at the list net price; an owner's own price stands on its approval. */
export type CataloguePackage = Awaited<ReturnType<typeof readPackages>>[number];

/** All packages of one version by id, in id order. */
export type Edition = ReadonlyMap<string, CataloguePackage>;

/** A published version: its id is unique in the world, its name only in this catalogue. */
export interface VersionKey {
  readonly id: string;
  readonly version: string;
}

const EDITIONS_MAX = 20;

/** Published versions never change, so each is read once and kept: pages and prices cost no query. */
const editions = new LRUCache<string, Promise<Edition>>({ max: EDITIONS_MAX });

/** The packages of a published version. The caller has made sure that it is published. */
export const editionOf = (tables: Kysely<Tables>, { id, version }: VersionKey): Promise<Edition> => {
  const kept = editions.get(id);
  if (kept) return kept;
  const reading = readPackages(tables, version).then((rows) => new Map(rows.map((row) => [row.packageId, row])));
  editions.set(id, reading);
  reading.catch(() => editions.delete(id));
  return reading;
};
