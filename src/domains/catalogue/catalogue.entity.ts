import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { minorUnits, moment, ownerColumns } from '../../db/columns.ts';
import { MODES } from '../../kernel/actor.ts';

export const COVERAGE_TYPES = ['country', 'region', 'global'] as const;

export const PACKAGE_STATUSES = ['active', 'limited'] as const;

/** One edition of the catalogue. Once `publishedAt` is set, the database lets neither it nor its packages change. */
export const CatalogueVersionEntity = defineEntity({
  name: 'CatalogueVersion',
  tableName: 'catalogue_versions',
  properties: {
    id: p.text().primary(),
    version: p.text().unique(),
    createdAt: moment(),
    publishedAt: moment().nullable(),
    effectiveAt: moment().nullable(),
  },
});

export type CatalogueVersion = InferEntity<typeof CatalogueVersionEntity>;

/** A package as one catalogue version has it. */
export const PackageEntity = defineEntity({
  name: 'Package',
  tableName: 'packages',
  properties: {
    versionId: p.text().primary(),
    packageId: p.text().primary(),
    productFamily: p.text(),
    coverageName: p.text(),
    coverageType: p.enum(COVERAGE_TYPES),
    displayName: p.text(),
    iso2: p.text().nullable(),
    region: p.text(),
    countries: p.array(),
    validityDays: p.integer(),
    dataMb: p.integer(),
    currency: p.text(),
    msrpMinor: minorUnits(),
    netPriceMinor: minorUnits(),
    minimumSellingPriceMinor: minorUnits().nullable(),
    suggestedRetailPriceMinor: minorUnits().nullable(),
    status: p.enum(PACKAGE_STATUSES),
    policyNotes: p.text().nullable(),
  },
});

/** That one owner may sell one package, and its own net price where it has one. Holds across catalogue versions. */
export const PackageApprovalEntity = defineEntity({
  name: 'PackageApproval',
  tableName: 'package_approvals',
  properties: {
    organisationId: ownerColumns.organisationId.primary(),
    mode: p.enum(MODES).primary(),
    packageId: p.text().primary(),
    netPriceMinor: minorUnits().nullable(),
    approvedAt: moment(),
  },
});

/** Counts the changes of an owner's approvals, so that what was read of them is known to be current. */
export const AssortmentEntity = defineEntity({
  name: 'Assortment',
  tableName: 'assortments',
  properties: {
    organisationId: ownerColumns.organisationId.primary(),
    mode: p.enum(MODES).primary(),
    revision: p.bigint(),
  },
});
