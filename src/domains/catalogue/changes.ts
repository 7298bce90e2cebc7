import type { Assortment } from './assortment.ts';
import type { CataloguePackage } from './editions.ts';

/** A package that both versions have, with what is not the same in them. */
export interface ChangedPackage {
  readonly before: CataloguePackage;
  readonly after: CataloguePackage;
  readonly fields: readonly string[];
}

/** What a partner has to do to get from one version to another. */
interface AssortmentChanges {
  readonly added: readonly CataloguePackage[];
  readonly removed: readonly CataloguePackage[];
  readonly changed: readonly ChangedPackage[];
}

const COMPARED = [
  'displayName',
  'coverageName',
  'coverageType',
  'region',
  'countries',
  'validityDays',
  'dataMb',
  'currency',
  'msrpMinor',
  'netPriceMinor',
  'minimumSellingPriceMinor',
  'suggestedRetailPriceMinor',
  'status',
  'policyNotes',
] as const satisfies readonly (keyof CataloguePackage)[];

/** The names under which the API shows what is stored in minor units. */
const shownName = (field: string): string => field.replace(/Minor$/, '');

const differingFields = (before: CataloguePackage, after: CataloguePackage): readonly string[] =>
  COMPARED.filter((field) => String(before[field]) !== String(after[field])).map(shownName);

/** Compares two assortments package by package: what came, what went, and what is not the same. */
export const compareAssortments = (since: Assortment, until: Assortment): AssortmentChanges => {
  const changed: ChangedPackage[] = [];
  for (const [packageId, after] of until) {
    const before = since.get(packageId);
    if (!before) continue;
    const fields = differingFields(before, after);
    if (fields.length > 0) changed.push({ before, after, fields });
  }
  return {
    added: [...until.values()].filter(({ packageId }) => !since.has(packageId)),
    removed: [...since.values()].filter(({ packageId }) => !until.has(packageId)),
    changed,
  };
};
