import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { House } from '../door/use-case.ts';
import type { Mode, Partner } from '../kernel/actor.ts';
import { isScope } from '../kernel/scopes.ts';
import { readCredentialToken, type Sealed } from '../kernel/secret.ts';

/** An authenticated partner, and what pages need to know of it, as of less than a second ago. */
export interface Caller extends Partner {
  readonly organisationName: string;
  readonly organisationState: 'active' | 'suspended';
  readonly currency: string;
  readonly credentialName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** The catalogue version in effect; null before the first one. */
  readonly catalogueVersionId: string | null;
  /** Counts the changes of the owner's approvals. */
  readonly assortmentRevision: bigint;
}

interface CallerRow {
  readonly credentialId: string;
  readonly organisationId: string;
  readonly mode: Mode;
  readonly credentialName: string;
  readonly scopes: readonly string[];
  readonly keyId: string;
  readonly secretHash: Buffer;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly organisationName: string;
  readonly organisationState: 'active' | 'suspended';
  readonly currency: string;
  readonly catalogueVersionId: string | null;
  readonly assortmentRevision: bigint;
}

interface KnownCaller {
  readonly caller: Caller;
  readonly sealed: Sealed;
}

/** How long a credential is believed without asking the database: a revocation is obeyed within this time on every server. */
const BELIEVED_MS = 1_000;

const CALLERS_MAX = 10_000;

const readCaller = async ({ database, clock }: House, credentialId: string): Promise<KnownCaller | null> => {
  const now = clock.now();
  const { rows } = await sql<CallerRow>`
    select c.id as "credentialId", c.organisation_id as "organisationId", c.mode, c.name as "credentialName", c.scopes,
      c.key_id as "keyId", c.secret_hash as "secretHash", c.created_at as "createdAt", c.expires_at as "expiresAt",
      o.name as "organisationName", o.state as "organisationState", o.currency,
      coalesce(a.revision, 0) as "assortmentRevision",
      (select id from catalogue_versions where published_at is not null and effective_at <= ${now}
        order by effective_at desc, id desc limit 1) as "catalogueVersionId"
    from credentials c
    join organisations o on o.id = c.organisation_id
    left join assortments a on a.organisation_id = c.organisation_id and a.mode = c.mode
    where c.id = ${credentialId} and c.state = 'active'`.execute(database.tables());
  const [row] = rows;
  if (!row) return null;
  const { keyId, secretHash, scopes, ...facts } = row;
  return {
    caller: { kind: 'partner', scopes: new Set(scopes.filter(isScope)), ...facts },
    sealed: { keyId, bytes: secretHash },
  };
};

/**
 * Tells who a token belongs to, or null: unknown, malformed, revoked, expired and wrong-mode tokens are all the same.
 * What the database says is believed for a second, also that a credential is not there; the secret itself is checked
 * against its hash, in constant time, on every call.
 */
export const callerAuthentication = (house: House): ((token: string) => Promise<Caller | null>) => {
  const known = new LRUCache<string, Promise<KnownCaller | null>>({ max: CALLERS_MAX, ttl: BELIEVED_MS });
  const look = (credentialId: string): Promise<KnownCaller | null> => {
    const kept = known.get(credentialId);
    if (kept) return kept;
    const reading = readCaller(house, credentialId);
    known.set(credentialId, reading);
    reading.catch(() => known.delete(credentialId));
    return reading;
  };
  return async (token) => {
    const read = readCredentialToken(token);
    if (!read) return null;
    const found = await look(read.credentialId);
    if (!found || !house.keyRing.matches(token, found.sealed) || found.caller.mode !== read.mode) return null;
    const { expiresAt } = found.caller;
    return expiresAt && expiresAt <= house.clock.now() ? null : found.caller;
  };
};
