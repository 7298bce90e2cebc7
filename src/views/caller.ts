import { sql } from 'kysely';
import { whyEnded } from '../domains/credentials/index.ts';
import type { House } from '../door/use-case.ts';
import type { Mode, Partner } from '../kernel/actor.ts';
import { addressMatcher } from '../kernel/address.ts';
import { isScope } from '../kernel/scopes.ts';
import { readCredentialToken, type Sealed } from '../kernel/secret.ts';
import { type Read, RememberedReads } from './remembered-reads.ts';

/** An authenticated partner, and what pages need to know of it, as of less than a second ago. */
export interface Caller extends Partner {
  readonly organisationName: string;
  readonly organisationState: 'active' | 'suspended';
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly credentialName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly trustedDocumentsOnly: boolean;
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
  readonly revokedAt: Date | null;
  readonly overlapEndsAt: Date | null;
  readonly allowedAddresses: readonly string[];
  readonly trustedDocumentsOnly: boolean;
  readonly organisationName: string;
  readonly organisationState: 'active' | 'suspended';
  readonly currency: string;
  readonly timeZone: string;
  readonly catalogueVersionId: string | null;
  readonly assortmentRevision: bigint;
}

/** A credential as it was read: who its caller is, and what decides whether it is accepted. */
interface KnownCaller {
  readonly caller: Caller;
  readonly sealed: Sealed;
  readonly life: Pick<CallerRow, 'revokedAt' | 'overlapEndsAt' | 'expiresAt'>;
  /** Null where it is accepted from everywhere. */
  readonly isAddressAllowed: ((address: string) => boolean) | null;
}

/** A credential that was presented: nothing is known against it where `refusal` is null. With a wrong `secret` or `mode` whoever came had its id alone. */
export interface Presented {
  readonly caller: Caller;
  readonly refusal: 'secret' | 'mode' | 'revoked' | 'rotated' | 'expired' | 'address' | null;
}

const toKnown = (row: CallerRow): KnownCaller => {
  const { keyId, secretHash, scopes, revokedAt, overlapEndsAt, allowedAddresses, ...facts } = row;
  return {
    caller: { kind: 'partner', scopes: new Set(scopes.filter(isScope)), ...facts },
    sealed: { keyId, bytes: secretHash },
    life: { revokedAt, overlapEndsAt, expiresAt: facts.expiresAt },
    isAddressAllowed: allowedAddresses.length === 0 ? null : addressMatcher(allowedAddresses),
  };
};

const readCallers =
  ({ database, clock }: House): Read<KnownCaller> =>
  async (credentialIds) => {
    const now = clock.now();
    const { rows } = await sql<CallerRow>`
      select c.id as "credentialId", c.organisation_id as "organisationId", c.mode, c.name as "credentialName", c.scopes,
        c.key_id as "keyId", c.secret_hash as "secretHash", c.created_at as "createdAt", c.expires_at as "expiresAt",
        c.revoked_at as "revokedAt", c.overlap_ends_at as "overlapEndsAt", c.allowed_addresses as "allowedAddresses",
        c.trusted_documents_only as "trustedDocumentsOnly",
        o.name as "organisationName", o.state as "organisationState", o.currency, o.time_zone as "timeZone",
        coalesce(a.revision, 0) as "assortmentRevision",
        (select id from catalogue_versions where published_at is not null and effective_at <= ${now}
          order by effective_at desc, id desc limit 1) as "catalogueVersionId"
      from credentials c
      join organisations o on o.id = c.organisation_id
      left join assortments a on a.organisation_id = c.organisation_id and a.mode = c.mode
      where c.id = any(${credentialIds})`.execute(database.tables());
    return new Map(rows.map((row) => [row.credentialId, toKnown(row)]));
  };

/**
 * Tells whose token this is. What the database says of a credential is remembered, also that it is not there: nothing
 * older than a second is believed. Where it reads ahead, a credential in use is read again before that, so that its
 * requests wait for no query; it is closed then. The secret is checked against its hash, in constant time, on every call.
 */
export class Callers {
  readonly #house: House;
  readonly #known: RememberedReads<KnownCaller>;

  constructor(house: House, { isReadingAhead }: { readonly isReadingAhead: boolean }) {
    this.#house = house;
    this.#known = new RememberedReads(readCallers(house), isReadingAhead);
  }

  /** Null where the token is malformed, or names no credential that was ever issued. */
  async present(token: string, address: string | null): Promise<Presented | null> {
    const read = readCredentialToken(token);
    if (!read) return null;
    // No turn of the event loop for what is remembered.
    const found = this.#known.peek(read.credentialId) ?? (await this.#known.get(read.credentialId));
    if (!found) return null;
    const { caller, sealed, life, isAddressAllowed } = found;
    if (!this.#house.keyRing.matches(token, sealed)) return { caller, refusal: 'secret' };
    if (caller.mode !== read.mode) return { caller, refusal: 'mode' };
    const ended = whyEnded(life, this.#house.clock.now());
    if (ended !== null) return { caller, refusal: ended };
    const isElsewhere = address !== null && isAddressAllowed !== null && !isAddressAllowed(address);
    return { caller, refusal: isElsewhere ? 'address' : null };
  }

  /** Has a credential read anew by the next request: something about it changed. */
  forget(credentialId: string): void {
    this.#known.forget(credentialId);
  }

  /** Ends the reading ahead. */
  close(): void {
    this.#known.close();
  }
}

/** Tells who a token belongs to wherever it comes from, or null: unknown, malformed, revoked, expired and wrong-mode tokens are all the same. */
export const callerAuthentication = (house: House): ((token: string) => Promise<Caller | null>) => {
  const callers = new Callers(house, { isReadingAhead: false });
  return async (token) => {
    const presented = await callers.present(token, null);
    return presented?.refusal === null ? presented.caller : null;
  };
};
