import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';

/** A key of the ring that something stored was made with, and how much of it can still be used. */
export interface StoredKey {
  readonly keyId: string;
  /** Credentials and install links are kept as hashes, which no other key can take over. */
  readonly credentials: number;
  readonly installLinks: number;
  /** Activation material and webhook secrets are encrypted, and can be encrypted anew. */
  readonly esims: number;
  readonly webhookSecrets: number;
}

type Counts = { readonly [Name in keyof StoredKey]: StoredKey[Name] extends number ? bigint : StoredKey[Name] };

/** Every key that something stored needs, with how much needs it; credentials and links that have ended need none. */
export const listStoredKeys = async ({ database, clock }: House): Promise<readonly StoredKey[]> => {
  const now = clock.now();
  const { rows } = await sql<Counts>`
    select key_id as "keyId", sum(credentials)::bigint as credentials, sum(install_links)::bigint as "installLinks",
      sum(esims)::bigint as esims, sum(webhook_secrets)::bigint as "webhookSecrets"
    from (
      select key_id, count(*) as credentials, 0 as install_links, 0 as esims, 0 as webhook_secrets
        from credentials
        where revoked_at is null and (overlap_ends_at is null or overlap_ends_at > ${now})
          and (expires_at is null or expires_at > ${now}) group by key_id
      union all select key_id, 0, count(*), 0, 0 from install_links
        where revoked_at is null and expires_at > ${now} and not (one_time and opens > 0) group by key_id
      union all select key_id, 0, 0, count(*), 0 from esims group by key_id
      union all select key_id, 0, 0, 0, count(*) from webhook_secrets group by key_id
    ) used group by key_id order by key_id`.execute(database.tables());
  return rows.map(({ keyId, credentials, installLinks, esims, webhookSecrets }) => ({
    keyId,
    credentials: Number(credentials),
    installLinks: Number(installLinks),
    esims: Number(esims),
    webhookSecrets: Number(webhookSecrets),
  }));
};
