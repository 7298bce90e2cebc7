import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import type { Scope } from '../../kernel/scopes.ts';
import { type KeyRing, newCredentialToken } from '../../kernel/secret.ts';
import { canMove } from '../../kernel/state-machine.ts';
import { type Credential, CredentialEntity } from './credential.entity.ts';
import { CREDENTIAL_TRANSITIONS } from './credential.states.ts';

export type CredentialTables = TablesOf<typeof CredentialEntity>;

interface NewCredential {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** Issues a credential to the owner. The token is given once, here, and cannot be had again: only a keyed hash is stored. */
export const issueCredential = (
  tx: Tx,
  keyRing: KeyRing,
  { name, scopes, expiresAt }: NewCredential,
): { readonly id: string; readonly token: string } => {
  const id = newId('credential');
  const token = newCredentialToken(tx.owner.mode, id);
  const { keyId, bytes } = keyRing.hash(token);
  tx.write(CredentialEntity, {
    id,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    name,
    scopes: [...scopes],
    state: 'active',
    keyId,
    secretHash: bytes,
    createdAt: tx.now,
    expiresAt,
    revokedAt: null,
  });
  return { id, token };
};

/** Ends one of the owner's credentials at once. Refuses: CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE. */
export const revokeCredential = async (tx: Tx, id: string): Promise<Credential> => {
  const credential = await tx.em.findOne(CredentialEntity, {
    id,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
  });
  if (!credential) throw new Fault('CREDENTIAL_NOT_FOUND');
  if (!canMove(CREDENTIAL_TRANSITIONS, credential.state, 'revoked')) throw new Fault('CREDENTIAL_NOT_ACTIVE');
  credential.state = 'revoked';
  credential.revokedAt = tx.now;
  return credential;
};

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'name',
  'scopes',
  'state',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
] as const;

/** A credential by id, whoever owns it: for the operator. Null where there is none. */
export const findCredential = (tables: Kysely<CredentialTables>, id: string) =>
  tables.selectFrom('credentials').select(columns).where('id', '=', id).executeTakeFirst();

/** An organisation's credentials, oldest first; of their secrets nothing. */
export const listCredentials = (tables: Kysely<CredentialTables>, organisationId: string) =>
  tables
    .selectFrom('credentials')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .orderBy('id')
    .execute();
