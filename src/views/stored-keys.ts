import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';

/** A key of the ring that something stored was made with. */
export interface StoredKey {
  readonly keyId: string;
  readonly credentials: number;
  readonly esims: number;
}

/** Every key that stored credentials and activation material need, with how many of them. */
export const listStoredKeys = async ({ database }: House): Promise<readonly StoredKey[]> => {
  const { rows } = await sql<{ keyId: string; credentials: bigint; esims: bigint }>`
    select key_id as "keyId", sum(credentials)::bigint as credentials, sum(esims)::bigint as esims from (
      select key_id, count(*) as credentials, 0 as esims from credentials group by key_id
      union all
      select key_id, 0, count(*) from esims group by key_id
    ) used group by key_id order by key_id`.execute(database.tables());
  return rows.map(({ keyId, credentials, esims }) => ({
    keyId,
    credentials: Number(credentials),
    esims: Number(esims),
  }));
};
