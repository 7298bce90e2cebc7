import type { Kysely } from 'kysely';
import type { TablesOf } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/cursor.ts';
import { badInput, Fault } from '../../kernel/fault.ts';
import type { EventEntity, EventSequenceEntity } from './event.entity.ts';

export type EventTables = TablesOf<typeof EventEntity | typeof EventSequenceEntity>;

/** Partitions of the log are kept this many months beside the current one. */
export const EVENT_RETENTION_MONTHS = 13;

const columns = [
  'id',
  'organisation_id as organisationId',
  'mode',
  'sequence',
  'type',
  'order_id as orderId',
  'partner_order_id as partnerOrderId',
  'iccid',
  'data',
  'occurred_at as occurredAt',
] as const;

const owned = (tables: Kysely<EventTables>, { organisationId, mode }: Owner) =>
  tables.selectFrom('events').select(columns).where('organisation_id', '=', organisationId).where('mode', '=', mode);

const readEvent = (tables: Kysely<EventTables>, owner: Owner, id: string) =>
  owned(tables, owner).where('id', '=', id).executeTakeFirst();

/** An event as it stands in its owner's log. */
export type LoggedEvent = NonNullable<Awaited<ReturnType<typeof readEvent>>>;

/** One event of the owner. Refuses: EVENT_NOT_FOUND, also for another owner's event. */
export const getEvent = async (tables: Kysely<EventTables>, owner: Owner, id: string): Promise<LoggedEvent> => {
  const event = await readEvent(tables, owner, id);
  if (!event) throw new Fault('EVENT_NOT_FOUND');
  return event;
};

/** The owner's events by id, in the order of the ids, for a DataLoader; null where the owner has none of this id. */
export const listEventsById = async (
  tables: Kysely<EventTables>,
  owner: Owner,
  ids: readonly string[],
): Promise<readonly (LoggedEvent | null)[]> => {
  const rows = await owned(tables, owner).where('id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
};

/** What a page of events is narrowed to. Everything given must hold. */
export interface EventFilter {
  readonly types?: readonly string[] | undefined;
  readonly orderId?: string | undefined;
  readonly iccid?: string | undefined;
  /** Events behind this number. */
  readonly afterSequence?: number | undefined;
  readonly occurredFrom?: Date | undefined;
  readonly occurredBefore?: Date | undefined;
}

/** Names the list too: a cursor of another one must not be taken for one of this. */
const SORT = 'events, in sequence';

/** The cursor of an event in a page of the log. */
export const eventCursor = ({ sequence }: Pick<LoggedEvent, 'sequence'>): string =>
  encodeCursor(SORT, [Number(sequence)]);

/** The number behind which a cursor goes on. A cursor can be forged: no number of ours is as long as a bigint can be. */
const sequenceOf = (after: string): bigint => {
  const [sequence = ''] = decodeCursor(after, SORT, 1);
  if (!/^\d{1,18}$/.test(String(sequence)))
    throw badInput({ field: 'after', bound: 'a cursor that a page of events gave' });
  return BigInt(sequence);
};

/** A page of the owner's log in its sequence, behind the cursor `after`. Refuses: BAD_USER_INPUT for a malformed cursor. */
export const listEvents = async (
  tables: Kysely<EventTables>,
  owner: Owner,
  filter: EventFilter,
  first: number,
  after: string | null,
): Promise<Page<LoggedEvent>> => {
  let query = owned(tables, owner);
  if (filter.types) query = query.where('type', 'in', filter.types);
  if (filter.orderId) query = query.where('order_id', '=', filter.orderId);
  if (filter.iccid) query = query.where('iccid', '=', filter.iccid);
  if (filter.afterSequence !== undefined) query = query.where('sequence', '>', BigInt(filter.afterSequence));
  if (filter.occurredFrom) query = query.where('occurred_at', '>=', filter.occurredFrom);
  if (filter.occurredBefore) query = query.where('occurred_at', '<', filter.occurredBefore);
  if (after !== null) query = query.where('sequence', '>', sequenceOf(after));
  const rows = await query
    .orderBy('sequence')
    .limit(first + 1)
    .execute();
  return toPage(rows, first);
};

/** The last number of the owner's log; 0 where nothing happened yet. */
export const lastSequence = async (tables: Kysely<EventTables>, { organisationId, mode }: Owner): Promise<bigint> => {
  const row = await tables
    .selectFrom('event_sequences')
    .select('last_sequence')
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .executeTakeFirst();
  return row?.last_sequence ?? 0n;
};
