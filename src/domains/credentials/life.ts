import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../kernel/actor.ts';
import { badInput, Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import type { Scope } from '../../kernel/scopes.ts';
import { type KeyRing, newCredentialToken } from '../../kernel/secret.ts';
import { CredentialEntity, type RevokeReason } from './credential.entity.ts';
import { whyEnded } from './credential.states.ts';
import { lockCredential } from './credentials.ts';

export const CREDENTIAL_NAME_MAX = 64;
export const ALLOWED_ADDRESSES_MAX = 50;
export const OVERLAP_HOURS_MAX = 168;
export const OVERLAP_HOURS_DEFAULT = 24;

const HOUR_MS = 3_600_000;

/** What PostgreSQL notifies of, with the credential's id, when something that was decided about it changed. */
export const CREDENTIAL_CHANNEL = 'onyx_credential';

/** Tells every server, once this change is committed, to forget what it remembers of a credential. */
const announce = (tx: Tx, id: string): void => tx.call('pg_notify(?, ?)', [CREDENTIAL_CHANNEL, id]);

export interface NewCredential {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
  /** CIDR ranges in their one spelling; from everywhere where there is none. */
  readonly allowedAddresses?: readonly string[];
  readonly trustedDocumentsOnly?: boolean;
}

/** A credential's id, and its token, which is given once and cannot be had again. */
export interface IssuedCredential {
  readonly id: string;
  readonly token: string;
}

const write = (tx: Tx, keyRing: KeyRing, given: Omit<NewCredential, 'scopes'> & { scopes: readonly string[] }) => {
  const id = newId('credential');
  const token = newCredentialToken(tx.owner.mode, id);
  const { keyId, bytes } = keyRing.hash(token);
  tx.write(CredentialEntity, {
    id,
    organisationId: tx.owner.organisationId,
    mode: tx.owner.mode,
    name: given.name,
    scopes: [...given.scopes],
    keyId,
    secretHash: bytes,
    createdAt: tx.realNow,
    expiresAt: given.expiresAt,
    allowedAddresses: [...(given.allowedAddresses ?? [])],
    trustedDocumentsOnly: given.trustedDocumentsOnly ?? false,
  });
  return { id, token };
};

/** Issues a credential to the owner. The token is given once, here: only a keyed hash is stored. Refuses: BAD_USER_INPUT. */
export const issueCredential = (tx: Tx, keyRing: KeyRing, given: NewCredential): IssuedCredential => {
  const { length } = [...given.name];
  if (length < 1 || length > CREDENTIAL_NAME_MAX) {
    throw badInput({ field: 'name', bound: `1 to ${CREDENTIAL_NAME_MAX} characters` });
  }
  if ((given.allowedAddresses?.length ?? 0) > ALLOWED_ADDRESSES_MAX) {
    throw badInput({ field: 'allowedAddresses', bound: `at most ${ALLOWED_ADDRESSES_MAX} ranges` });
  }
  return write(tx, keyRing, given);
};

/** A credential may rotate and revoke itself; for another one a partner needs `credentials:manage`. Refuses: FORBIDDEN. */
export const assertMayEnd = (actor: Actor, credentialId: string): void => {
  if (actor.kind !== 'partner' || actor.credentialId === credentialId) return;
  if (!actor.scopes.has('credentials:manage')) throw new Fault('FORBIDDEN', { missingScopes: ['credentials:manage'] });
};

const lockActive = async (tx: Tx, id: string) => {
  const found = await lockCredential(tx, id);
  if (!found) throw new Fault('CREDENTIAL_NOT_FOUND');
  if (whyEnded(found, tx.realNow) !== null) throw new Fault('CREDENTIAL_NOT_ACTIVE');
  return found;
};

const replace = (tx: Tx, id: string, by: string, overlapEndsAt: Date): void => {
  tx.change('update credentials set replaced_by = ?, overlap_ends_at = ? where id = ?', [by, overlapEndsAt, id]);
  announce(tx, id);
};

const earlier = (one: Date, other: Date | null): Date => (other !== null && other < one ? other : one);

/**
 * Makes a credential that replaces another one, which goes on working for `overlapHours`. The new one may do exactly
 * what the old one may: the same scopes, addresses and moment of expiry. Rotating again is allowed as long as the
 * replacement was never used, for then its token may have been lost on its way: that replacement ends at once. Once it
 * was used the old one cannot be rotated any more, so whoever has an old secret cannot make a new one of it; and an
 * overlap is never made longer.
 * Refuses: BAD_USER_INPUT, CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE, CREDENTIAL_REPLACED.
 */
export const rotateCredential = async (
  tx: Tx,
  keyRing: KeyRing,
  { credentialId, overlapHours }: { readonly credentialId: string; readonly overlapHours: number },
): Promise<IssuedCredential & { readonly overlapEndsAt: Date }> => {
  if (!Number.isInteger(overlapHours) || overlapHours < 0 || overlapHours > OVERLAP_HOURS_MAX) {
    throw badInput({ field: 'overlapHours', bound: `0 to ${OVERLAP_HOURS_MAX}` });
  }
  const old = await lockActive(tx, credentialId);
  const unused = old.replacedBy === null ? null : await lockCredential(tx, old.replacedBy);
  if (unused && (unused.lastUsedAt !== null || unused.replacedBy !== null)) throw new Fault('CREDENTIAL_REPLACED');
  const issued = write(tx, keyRing, old);
  const overlapEndsAt = earlier(new Date(tx.realNow.getTime() + overlapHours * HOUR_MS), old.overlapEndsAt);
  replace(tx, old.id, issued.id, overlapEndsAt);
  if (unused) replace(tx, unused.id, issued.id, tx.realNow);
  return { ...issued, overlapEndsAt };
};

/** Ends one of the owner's credentials at once, for good; false where it was revoked before. Refuses: CREDENTIAL_NOT_FOUND. */
export const revokeUnlessRevoked = async (tx: Tx, id: string, reason: RevokeReason): Promise<boolean> => {
  const found = await lockCredential(tx, id);
  if (!found) throw new Fault('CREDENTIAL_NOT_FOUND');
  if (found.revokedAt !== null) return false;
  tx.change('update credentials set revoked_at = ?, revoke_reason = ? where id = ?', [tx.realNow, reason, id]);
  announce(tx, id);
  return true;
};

/** Ends one of the owner's credentials at once, for good. Refuses: CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE. */
export const revokeCredential = async (tx: Tx, id: string, reason: RevokeReason): Promise<void> => {
  if (!(await revokeUnlessRevoked(tx, id, reason))) throw new Fault('CREDENTIAL_NOT_ACTIVE');
};

/** Replaces what a credential may do. Refuses: CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE. */
export const setScopes = async (tx: Tx, id: string, scopes: readonly Scope[]): Promise<void> => {
  await lockActive(tx, id);
  tx.change('update credentials set scopes = ? where id = ?', [[...scopes], id]);
  announce(tx, id);
};

/** Sets whether a credential runs registered documents alone. Refuses: CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE. */
export const setTrustedDocumentsOnly = async (tx: Tx, id: string, isTrustedOnly: boolean): Promise<void> => {
  await lockActive(tx, id);
  tx.change('update credentials set trusted_documents_only = ? where id = ?', [isTrustedOnly, id]);
  announce(tx, id);
};
