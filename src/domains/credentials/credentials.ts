import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/cursor.ts';
import { Fault } from '../../kernel/fault.ts';
import { type KeyRing, readCredentialToken } from '../../kernel/secret.ts';
import type { CredentialEntity, RevokeReason } from './credential.entity.ts';
import { type CredentialState, credentialState } from './credential.states.ts';
import type { ExposureEntity } from './exposure.entity.ts';

export type CredentialTables = TablesOf<typeof CredentialEntity | typeof ExposureEntity>;

/** A credential as it is shown: of its secret nothing. */
export interface Credential extends Owner {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly state: CredentialState;
  /** Ranges of addresses that it is accepted from; from everywhere where there is none. */
  readonly allowedAddresses: readonly string[];
  readonly trustedDocumentsOnly: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokeReason: RevokeReason | null;
  readonly replacedBy: string | null;
  readonly overlapEndsAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string | null;
  /** When its secret was last seen where it must never be. */
  readonly exposedAt: Date | null;
}

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'name',
  'scopes',
  'allowed_addresses as allowedAddresses',
  'trusted_documents_only as trustedDocumentsOnly',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
  'revoke_reason as revokeReason',
  'replaced_by as replacedBy',
  'overlap_ends_at as overlapEndsAt',
  'last_used_at as lastUsedAt',
  'last_used_address as lastUsedAddress',
] as const;

/** When the secret of a row of `credentials` was last seen in a wrong place. */
const exposedAt = sql<Date | null>`(
  select max(last_seen_at) from exposures where exposures.credential_id = credentials.id)`.as('exposedAt');

const select = (tables: Kysely<CredentialTables>) => tables.selectFrom('credentials').select(columns).select(exposedAt);

const shown =
  (now: Date) =>
  (row: Omit<Credential, 'state'>): Credential => ({ ...row, state: credentialState(row, now) });

/** A credential by id, whoever owns it: for the operator. Null where there is none. */
export const findCredential = async (
  tables: Kysely<CredentialTables>,
  id: string,
  now: Date,
): Promise<Credential | null> => {
  const row = await select(tables).where('id', '=', id).executeTakeFirst();
  return row ? shown(now)(row) : null;
};

/** One of an owner's credentials. Refuses: CREDENTIAL_NOT_FOUND. */
export const getCredential = async (
  tables: Kysely<CredentialTables>,
  { organisationId, mode }: Owner,
  id: string,
  now: Date,
): Promise<Credential> => {
  const row = await select(tables)
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Fault('CREDENTIAL_NOT_FOUND');
  return shown(now)(row);
};

/** All credentials of an organisation, in both modes, oldest first: for the operator. */
export const listCredentials = async (
  tables: Kysely<CredentialTables>,
  organisationId: string,
  now: Date,
): Promise<readonly Credential[]> => {
  const rows = await select(tables).where('organisation_id', '=', organisationId).orderBy('id').execute();
  return rows.map(shown(now));
};

const SORT = 'credentials';

/** Where a page of credentials goes on behind this one. */
export const credentialCursor = ({ id }: { readonly id: string }): string => encodeCursor(SORT, [id]);

/** A page of an owner's credentials, newest first. Refuses: BAD_USER_INPUT for a cursor of another list. */
export const pageOfCredentials = async (
  tables: Kysely<CredentialTables>,
  { organisationId, mode }: Owner,
  now: Date,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<Page<Credential>> => {
  const [last] = after === null ? [] : decodeCursor(after, SORT, 1);
  let query = select(tables).where('organisation_id', '=', organisationId).where('mode', '=', mode);
  if (last !== undefined) query = query.where('id', '<', String(last));
  const rows = await query
    .orderBy('id', 'desc')
    .limit(first + 1)
    .execute();
  return toPage(rows.map(shown(now)), first);
};

/** The credential whose token this is, whatever became of it; null where it was never issued. */
export const findByToken = async (
  tables: Kysely<CredentialTables>,
  keyRing: KeyRing,
  token: string,
): Promise<(Owner & { readonly id: string }) | null> => {
  const read = readCredentialToken(token);
  if (!read) return null;
  const row = await tables
    .selectFrom('credentials')
    .select(['id', 'organisation_id as organisationId', 'mode', 'key_id as keyId', 'secret_hash as bytes'])
    .where('id', '=', read.credentialId)
    .executeTakeFirst();
  if (!row || !keyRing.matches(token, { keyId: row.keyId, bytes: Buffer.from(row.bytes) })) return null;
  return { id: row.id, organisationId: row.organisationId, mode: row.mode };
};

/** A credential that is about to change: locked, so that two changes follow one another. */
export const lockCredential = (tx: Tx, id: string) =>
  tx
    .tables<CredentialTables>()
    .selectFrom('credentials')
    .select(columns)
    .where('organisation_id', '=', tx.owner.organisationId)
    .where('mode', '=', tx.owner.mode)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
