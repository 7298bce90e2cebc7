import { type Kysely, sql } from 'kysely';
import type { Owner } from '../kernel/actor.ts';

/** One thing that happened to an eSIM, by its event type. */
export interface EsimHistoryEntry {
  readonly iccid: string;
  readonly type: string;
  readonly occurredAt: Date;
}

/** All that happened to each of the owner's eSIMs, oldest first, in the order of the ICCIDs. One query, for a DataLoader. */
export const listEsimHistories = async (
  tables: Kysely<unknown>,
  owner: Owner,
  iccids: readonly string[],
): Promise<readonly (readonly EsimHistoryEntry[])[]> => {
  const { rows } = await sql<EsimHistoryEntry>`
    select iccid, type, occurred_at as "occurredAt" from events
    where organisation_id = ${owner.organisationId} and mode = ${owner.mode} and iccid = any(${iccids}::text[])
    order by sequence`.execute(tables);
  return iccids.map((iccid) => rows.filter((row) => row.iccid === iccid));
};
