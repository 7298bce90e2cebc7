import { type Kysely, sql } from 'kysely';
import type { Mode } from '../../kernel/actor.ts';
import type { EsimTables } from './esims.ts';

/** An eSIM whose validity is over and whose life is not, and whose it is. */
interface OverdueEsim {
  readonly iccid: string;
  readonly organisationId: string;
  readonly mode: Mode;
}

/** What time it is for whom. */
export interface Times {
  readonly live: Date;
  /** By organisation: each sandbox has a clock of its own. */
  readonly sandbox: ReadonlyMap<string, Date>;
}

/** eSIMs of any owner whose validity is over by the owner's time, the earliest first, at most `limit` of each mode. */
export const listOverdueEsims = async (
  tables: Kysely<EsimTables>,
  { live, sandbox }: Times,
  limit: number,
): Promise<readonly OverdueEsim[]> => {
  const lives = sql`status in ('ready', 'downloaded', 'installed')`;
  const { rows } = await sql<OverdueEsim>`
    (
      select iccid, organisation_id as "organisationId", mode from esims
      where mode = 'live' and ${lives} and expires_at <= ${live}
      order by expires_at limit ${limit}
    ) union all (
      select iccid, organisation_id as "organisationId", mode
      from unnest(${[...sandbox.keys()]}::text[], ${[...sandbox.values()]}::timestamptz[]) as clock (organisation, now)
      join esims on organisation_id = organisation and mode = 'sandbox'
      where ${lives} and expires_at <= clock.now
      order by expires_at limit ${limit}
    )`.execute(tables);
  return rows;
};
