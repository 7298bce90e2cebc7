export { type Organisation, OrganisationEntity, type OrganisationState } from './organisation.entity.ts';
export {
  assertMaySell,
  createOrganisation,
  getOrganisation,
  getStanding,
  getTimeZone,
  listOrganisations,
  type OrganisationTables,
} from './organisations.ts';
