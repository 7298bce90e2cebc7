import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import type { Mode, Owner } from '../kernel/actor.ts';

/** Whose eSIM it is in a mode, for a carrier, who knows ICCIDs alone; null where it is nobody's. */
export const findEsimOwner = async ({ database }: House, iccid: string, mode: Mode): Promise<Owner | null> => {
  const { rows } = await sql<Owner>`
    select organisation_id as "organisationId", mode from esims
    where iccid = ${iccid} and mode = ${mode}`.execute(database.tables());
  return rows[0] ?? null;
};
