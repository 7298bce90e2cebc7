export { type Organisation, OrganisationEntity, type OrganisationState } from './organisation.entity.ts';
export {
  assertMaySell,
  createOrganisation,
  getOrganisation,
  getStanding,
  listOrganisations,
  type OrganisationTables,
} from './organisations.ts';
