import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { TablesOf } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { listApprovals } from './approvals.ts';
import type { AssortmentEntity, PackageApprovalEntity } from './catalogue.entity.ts';
import { type CataloguePackage, type EditionTables, editionOf } from './editions.ts';

type Tables = EditionTables & TablesOf<typeof PackageApprovalEntity | typeof AssortmentEntity>;

/** What an owner may sell of one version, at its own net prices, by package id. */
export type Assortment = ReadonlyMap<string, CataloguePackage>;

/** Which assortment is meant: a published version, and how often the owner's approvals had changed. */
export interface AssortmentKey extends Owner {
  readonly versionId: string;
  readonly revision: bigint;
}

const ASSORTMENTS_MAX = 200;

const assortments = new LRUCache<string, Promise<Assortment>>({ max: ASSORTMENTS_MAX });

const readAssortment = async (tables: Kysely<Tables>, key: AssortmentKey): Promise<Assortment> => {
  const [edition, approvals] = await Promise.all([editionOf(tables, key.versionId), listApprovals(tables, key)]);
  const offers = new Map<string, CataloguePackage>();
  for (const [packageId, listed] of edition) {
    const ownPrice = approvals.get(packageId);
    if (ownPrice === undefined) continue;
    offers.set(packageId, ownPrice === null ? listed : { ...listed, netPriceMinor: ownPrice });
  }
  return offers;
};

/** The owner's assortment. It is kept in memory: the key names a state that never changes. */
export const assortmentOf = (tables: Kysely<Tables>, key: AssortmentKey): Promise<Assortment> => {
  const name = [key.organisationId, key.mode, key.revision, key.versionId].join(' ');
  const kept = assortments.get(name);
  if (kept) return kept;
  const reading = readAssortment(tables, key);
  assortments.set(name, reading);
  reading.catch(() => assortments.delete(name));
  return reading;
};
