export { type Approval, approvePackages, findApprovedVersion, listApprovals } from './approvals.ts';
export { type Assortment, assortmentOf } from './assortment.ts';
export { browse, type PackageFilter, type PackageSort, packageCursor, type Range } from './browse.ts';
export {
  AssortmentEntity,
  CatalogueVersionEntity,
  COVERAGE_TYPES,
  PACKAGE_STATUSES,
  PackageApprovalEntity,
  PackageEntity,
} from './catalogue.entity.ts';
export { type ChangedPackage, compareAssortments } from './changes.ts';
export { type CataloguePackage, type EditionTables, editionOf, getPackage } from './editions.ts';
export * from './import/index.ts';
export { getOffer } from './offer.ts';
export { publicationEvents } from './publication-events.ts';
export {
  findNextVersion,
  getPublishedVersion,
  getVersion,
  importVersion,
  publishVersion,
} from './versions.ts';
