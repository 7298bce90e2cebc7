import { type Kysely, sql } from 'kysely';
import type { Mode } from '../../kernel/actor.ts';
import type { EsimTables } from './esims.ts';

/** An eSIM whose validity is over and whose life is not, and whose it is. */
interface OverdueEsim {
  readonly iccid: string;
  readonly organisationId: string;
  readonly mode: Mode;
  /** When it was over, to the microsecond, as PostgreSQL writes it. */
  readonly expiresAt: string;
}

/** Behind which one a list goes on. */
export type OverduePosition = Pick<OverdueEsim, 'expiresAt' | 'iccid'>;

/** Before the first one. */
export const FIRST_OVERDUE: OverduePosition = { expiresAt: '-infinity', iccid: '' };

/**
 * eSIMs of any owner whose validity is over by the owner's time, in the order in which it ended, at most `limit` of them
 * behind `after`; `now` is the real time.
 * No owner's time is behind the real one, so what is over by that is over for everybody, and the sandboxes that are ahead
 * are looked at by themselves.
 */
export const listOverdueEsims = async (
  tables: Kysely<EsimTables>,
  now: Date,
  limit: number,
  after: OverduePosition,
): Promise<readonly OverdueEsim[]> => {
  const lives = sql`e.status in ('ready', 'downloaded', 'installed')
    and (e.expires_at, e.iccid) > (${after.expiresAt}::timestamptz, ${after.iccid})`;
  const { rows } = await sql<OverdueEsim>`
    with overdue as (
      (
        select e.iccid, e.organisation_id, e.mode, e.expires_at from esims e
        where ${lives} and e.expires_at <= ${now} order by e.expires_at, e.iccid limit ${limit}
      ) union (
        select e.iccid, e.organisation_id, e.mode, e.expires_at from sandbox_clocks ahead
        join esims e on e.organisation_id = ahead.organisation_id and e.mode = 'sandbox'
        where ahead.offset_ms > 0 and ${lives} and e.expires_at <= owner_time(e.organisation_id, e.mode, ${now})
        order by e.expires_at, e.iccid limit ${limit}
      )
    )
    select iccid, organisation_id as "organisationId", mode, expires_at::text as "expiresAt"
    from overdue order by expires_at, iccid limit ${limit}`.execute(tables);
  return rows;
};
