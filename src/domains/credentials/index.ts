export { CredentialEntity, REVOKE_REASONS, type RevokeReason } from './credential.entity.ts';
export { CREDENTIAL_STATES, type CredentialState, whyEnded } from './credential.states.ts';
export {
  type Credential,
  type CredentialTables,
  credentialCursor,
  findByToken,
  findCredential,
  getCredential,
  listCredentials,
  pageOfCredentials,
} from './credentials.ts';
export { ExposureEntity, type ExposureKind } from './exposure.entity.ts';
export {
  ALLOWED_ADDRESSES_MAX,
  assertMayEnd,
  CREDENTIAL_CHANNEL,
  CREDENTIAL_NAME_MAX,
  issueCredential,
  type NewCredential,
  OVERLAP_HOURS_DEFAULT,
  OVERLAP_HOURS_MAX,
  revokeCredential,
  revokeUnlessRevoked,
  rotateCredential,
  setScopes,
  setTrustedDocumentsOnly,
} from './life.ts';
export { type CredentialUse, recordExposure, type Sighting, writeUses } from './sightings.ts';
