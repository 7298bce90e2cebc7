import { type Kysely, sql } from 'kysely';
import type { Mode } from '../../kernel/actor.ts';
import type { EsimTables } from './esims.ts';

/** An eSIM whose validity is over and whose life is not, and whose it is. */
interface OverdueEsim {
  readonly iccid: string;
  readonly organisationId: string;
  readonly mode: Mode;
}

/**
 * eSIMs of any owner whose validity is over by the owner's time, at most about `limit` of them; `now` is the real time.
 * No owner's time is behind the real one, so what is over by that is over for everybody, and the sandboxes that are ahead
 * are looked at by themselves.
 */
export const listOverdueEsims = async (
  tables: Kysely<EsimTables>,
  now: Date,
  limit: number,
): Promise<readonly OverdueEsim[]> => {
  const lives = sql`e.status in ('ready', 'downloaded', 'installed')`;
  const { rows } = await sql<OverdueEsim>`
    (
      select e.iccid, e.organisation_id as "organisationId", e.mode from esims e
      where ${lives} and e.expires_at <= ${now} order by e.expires_at limit ${limit}
    ) union (
      select e.iccid, e.organisation_id, e.mode from sandbox_clocks ahead
      join esims e on e.organisation_id = ahead.organisation_id and e.mode = 'sandbox'
      where ahead.offset_ms > 0 and ${lives} and e.expires_at <= owner_time(e.organisation_id, e.mode, ${now})
      order by e.expires_at limit ${limit}
    )`.execute(tables);
  return rows;
};
