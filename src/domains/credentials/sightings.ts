import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../kernel/id.ts';
import type { CredentialTables } from './credentials.ts';
import type { ExposureKind } from './exposure.entity.ts';

/** That a credential was used: when, and from which address. */
export interface CredentialUse {
  readonly credentialId: string;
  readonly at: Date;
  readonly address: string;
}

/** Writes when and from where credentials were last used, many of them at a time. An older use never replaces a newer one. */
export const writeUses = (tx: Tx, uses: readonly CredentialUse[]): void =>
  tx.change(
    `update credentials set last_used_at = used.at, last_used_address = used.address
     from unnest(?::text[], ?::timestamptz[], ?::text[]) as used (id, at, address)
     where credentials.id = used.id and (credentials.last_used_at is null or credentials.last_used_at < used.at)`,
    [uses.map(({ credentialId }) => credentialId), uses.map(({ at }) => at), uses.map(({ address }) => address)],
  );

export interface Sighting {
  readonly credentialId: string;
  readonly kind: ExposureKind;
  /** Where the secret was seen, as far as that is known: an origin, or an address on the web. Holds no secret. */
  readonly place: string;
}

/** Records where an owner's secret was seen, once for each place; true where this is the first time. */
export const recordExposure = async (tx: Tx, { credentialId, kind, place }: Sighting): Promise<boolean> => {
  const { organisationId, mode } = tx.owner;
  const { rows } = await sql<{ isNew: boolean }>`
    insert into exposures (id, organisation_id, mode, credential_id, kind, place, first_seen_at, last_seen_at)
    values (${newId('exposure')}, ${organisationId}, ${mode}, ${credentialId}, ${kind}, ${place}, ${tx.realNow}, ${tx.realNow})
    on conflict on constraint exposures_place_key do update set last_seen_at = excluded.last_seen_at
    returning xmax = 0 as "isNew"`.execute(tx.tables<CredentialTables>());
  return rows[0]?.isNew ?? false;
};
