export { type Credential, CredentialEntity } from './credential.entity.ts';
export { CREDENTIAL_STATES, type CredentialState } from './credential.states.ts';
export {
  type CredentialTables,
  findCredential,
  issueCredential,
  listCredentials,
  revokeCredential,
} from './credentials.ts';
