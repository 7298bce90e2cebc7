import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { DeliveryDraft } from './fan-out.ts';
import type { FailureSource, LogSource, ReplayPlan } from './replay-plan.ts';
import { failed, isStillMissed, logged } from './replay-selected.ts';

/** Deliveries that a replay makes in one transaction. */
const CHUNK_MAX = 500;

/** Some of a replay's deliveries, and behind which position the next ones are; null where none are. */
export interface Chunk {
  readonly drafts: readonly DeliveryDraft[];
  readonly position: string | null;
}

/** Whole events: behind the number of the last one. */
const readLog = async (
  tx: Tx,
  { source, notBefore, takers }: ReplayPlan & { readonly source: LogSource },
  position: string | null,
): Promise<Chunk> => {
  const types = [...new Set(takers.flatMap((taker) => taker.types))];
  const limit = Math.floor(CHUNK_MAX / takers.length);
  const { rows } = await sql<Omit<DeliveryDraft, 'endpointId'>>`
    select e.id as "eventId", e.occurred_at as "eventOccurredAt", e.type as "eventType", e.sequence, e.order_id as "orderId"
    ${logged(tx.owner, source)} and e.sequence > ${position ?? '0'} and e.occurred_at >= ${notBefore}
      and e.type = any(${types}::text[])
    order by e.sequence limit ${limit}`.execute(tx.tables<unknown>());
  const drafts = rows.flatMap((event) =>
    takers.filter((taker) => taker.types.includes(event.eventType)).map(({ endpointId }) => ({ ...event, endpointId })),
  );
  return { drafts, position: rows.length < limit ? null : String(rows.at(-1)?.sequence) };
};

/** A failed delivery: its endpoint, when it failed to the microsecond, and its id. */
type FailurePosition = readonly [endpointId: string, completedAt: string, id: string];

type Failure = DeliveryDraft & { readonly completedAt: string; readonly id: string; readonly isStillMissed: boolean };

/** One endpoint after the other, each in the order in which its deliveries failed. */
const readFailures = async (
  tx: Tx,
  { source, notBefore, takers }: ReplayPlan & { readonly source: FailureSource },
  position: string | null,
  replayId: string,
): Promise<Chunk> => {
  const [from, completedAt, id] = JSON.parse(position ?? '["", "-infinity", ""]') as FailurePosition; // as written below
  const read: Failure[] = [];
  const drafts = () => read.filter((failure) => failure.isStillMissed);
  for (const { endpointId, types } of takers) {
    if (endpointId < from) continue;
    const behind =
      endpointId === from ? sql`(${completedAt}::timestamptz, ${id})` : sql`('-infinity'::timestamptz, '')`;
    const { rows } = await sql<Failure>`
      with f as materialized (
        select f.*
        ${failed([endpointId], source, replayId)} and (f.completed_at, f.id) > ${behind}
          and f.event_occurred_at >= ${notBefore} and f.event_type = any(${types}::text[])
        order by f.completed_at, f.id limit ${CHUNK_MAX - read.length})
      select endpoint_id as "endpointId", event_id as "eventId", event_occurred_at as "eventOccurredAt",
        event_type as "eventType", sequence, order_id as "orderId", completed_at::text as "completedAt", id,
        ${isStillMissed(source, replayId)} as "isStillMissed"
      from f order by completed_at, id`.execute(tx.tables<unknown>());
    read.push(...rows);
    const last = rows.at(-1);
    if (!last || read.length < CHUNK_MAX) continue;
    const next: FailurePosition = [last.endpointId, last.completedAt, last.id];
    return { drafts: drafts(), position: JSON.stringify(next) };
  }
  return { drafts: drafts(), position: null };
};

/** The next deliveries of a replay behind a position, each event to an endpoint once. */
export const readChunk = (tx: Tx, replayId: string, plan: ReplayPlan, position: string | null): Promise<Chunk> => {
  const { source } = plan;
  return source.kind === 'log'
    ? readLog(tx, { ...plan, source }, position)
    : readFailures(tx, { ...plan, source }, position, replayId);
};
