import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Owner } from '../../kernel/actor.ts';
import type { FailureSource, LogSource } from './replay-plan.ts';

const logCondition = (source: LogSource): RawBuilder<unknown> => {
  const { fromSequence, toSequence, eventIds, occurredFrom, occurredBefore, types } = source;
  const conditions = [
    sql`e.sequence between ${fromSequence} and ${toSequence}`,
    ...(eventIds ? [sql`e.id = any(${eventIds}::text[])`] : []),
    ...(occurredFrom ? [sql`e.occurred_at >= ${occurredFrom}`] : []),
    ...(occurredBefore ? [sql`e.occurred_at < ${occurredBefore}`] : []),
    ...(types ? [sql`e.type = any(${types}::text[])`] : []),
  ];
  return sql.join(conditions, sql` and `);
};

/** The events of an owner's log that a source names. */
export const logged = ({ organisationId, mode }: Owner, source: LogSource): RawBuilder<unknown> => sql`
  from events e where e.organisation_id = ${organisationId} and e.mode = ${mode} and ${logCondition(source)}`;

/** The deliveries that had failed, but for those that a replay makes itself. */
export const failed = (
  endpointIds: readonly string[],
  { since, until }: FailureSource,
  replayId: string,
): RawBuilder<unknown> => sql`
  from deliveries f where f.endpoint_id = any(${endpointIds}::text[]) and f.state = 'failed'
    and f.completed_at between ${since} and ${until} and f.replay_id is distinct from ${replayId}`;

/**
 * Whether a failed delivery is the last one of its event to its endpoint, with none delivered since. One look at an index
 * for each: without the offset the database may join all deliveries that there are.
 */
export const isStillMissed = ({ until }: FailureSource, replayId: string): RawBuilder<boolean> => sql<boolean>`
  not exists (
    select from deliveries later where later.event_id = f.event_id and later.endpoint_id = f.endpoint_id
      and later.created_at <= ${until} and later.replay_id is distinct from ${replayId}
      and ((later.created_at, later.id) > (f.created_at, f.id)
        or later.state = 'delivered' and later.completed_at > f.completed_at)
    offset 0)`;

export interface Selected {
  readonly replayId: string;
  readonly source: LogSource | FailureSource;
  /** Events before it are too old. */
  readonly notBefore: string;
  /** Those whose failures count; of what the log has, any may get anything. */
  readonly endpointIds: readonly string[];
}

const selected = (owner: Owner, { source, endpointIds, replayId }: Selected): RawBuilder<unknown> =>
  source.kind === 'log'
    ? sql`select e.id as event_id, null as endpoint_id, e.type, e.occurred_at, e.sequence ${logged(owner, source)}`
    : sql`select f.event_id, f.endpoint_id, f.event_type as type, f.event_occurred_at as occurred_at, f.sequence
        ${failed(endpointIds, source, replayId)} and ${isStillMissed(source, replayId)}`;

/** What decides whether something selected is sent again. */
export interface Sort {
  /** The endpoint at which it failed; null for an event of the log. */
  readonly endpointId: string | null;
  readonly type: string;
  readonly isTooOld: boolean;
}

export interface Tally extends Sort {
  readonly count: number;
  /** Between which numbers of the log they are. */
  readonly first: bigint;
  readonly last: bigint;
}

/** How many of each sort were selected, of the first `limit`. */
export const tallySelected = async (
  tables: Kysely<unknown>,
  owner: Owner,
  asked: Selected,
  limit: number,
): Promise<readonly Tally[]> => {
  const { rows } = await sql<Tally>`
    select endpoint_id as "endpointId", type, occurred_at < ${asked.notBefore} as "isTooOld", count(*)::integer as count,
      min(sequence) as first, max(sequence) as last
    from (${selected(owner, asked)} limit ${limit}) selected group by 1, 2, 3`.execute(tables);
  return rows;
};

/** The first `limit` of these sorts, in the sequence of the log. */
export const listSelected = async (
  tables: Kysely<unknown>,
  owner: Owner,
  asked: Selected,
  sorts: readonly Sort[],
  limit: number,
): Promise<readonly (Sort & { readonly eventId: string })[]> => {
  if (sorts.length === 0) return [];
  const { rows } = await sql<Sort & { readonly eventId: string }>`
    select event_id as "eventId", endpoint_id as "endpointId", type, occurred_at < ${asked.notBefore} as "isTooOld"
    from (${selected(owner, asked)}) selected
    where (coalesce(endpoint_id, ''), type, occurred_at < ${asked.notBefore}) in (
      select * from unnest(${sorts.map(({ endpointId }) => endpointId ?? '')}::text[],
        ${sorts.map(({ type }) => type)}::text[], ${sorts.map(({ isTooOld }) => isTooOld)}::boolean[]))
    order by sequence, endpoint_id limit ${limit}`.execute(tables);
  return rows;
};

/** Whose the organisation's events of these ids are; those that it does not have are left out. */
export const listModes = async (
  tables: Kysely<unknown>,
  { organisationId }: Owner,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ readonly id: string; readonly mode: string }>`
    select id, mode from events where organisation_id = ${organisationId} and id = any(${eventIds}::text[])`.execute(
    tables,
  );
  return new Map(rows.map(({ id, mode }) => [id, mode]));
};
