import type { Kysely } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { badInput } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import { EVENT_TYPE_NAMES, type EventTables, lastSequence } from '../../records/events/index.ts';
import type { WebhookEndpoint } from './endpoints.ts';
import {
  type FailureSource,
  type LogSource,
  REPLAY_DAYS_MAX,
  REPLAY_EVENT_IDS_MAX,
  REPLAY_EVENTS_MAX,
  type ReplayPlan,
  type ReplayRefusal,
  type ReplaySelection,
  refusalOf,
  takersOf,
} from './replay-plan.ts';
import { listModes, listSelected, type Selected, type Sort, type Tally, tallySelected } from './replay-selected.ts';

const DAY_MS = 86_400_000;

/** What is not sent again is listed up to this many; all of it is counted. */
const NOT_ELIGIBLE_MAX = 100;

/** Something selected that is not sent again. */
export interface NotEligible {
  readonly eventId: string;
  /** The endpoint that it is not sent to; null where it is sent to none. */
  readonly endpointId: string | null;
  readonly reason: ReplayRefusal;
}

/** What a replay will do, before it is asked to. */
export interface PlannedReplay {
  readonly id: string;
  readonly plan: ReplayPlan;
  /** Deliveries that it will make. */
  readonly eligible: number;
  readonly notEligibleCount: number;
  readonly notEligible: readonly NotEligible[];
}

const wholeLog = { fromSequence: 1, eventIds: null, occurredFrom: null, occurredBefore: null, types: null } as const;

const sourceOf = async (tx: Tx, selection: ReplaySelection): Promise<LogSource | FailureSource> => {
  if (selection.by === 'failures') {
    return { kind: 'failures', since: selection.since.toISOString(), until: tx.now.toISOString() };
  }
  const last = Number(await lastSequence(tx.tables<EventTables>(), tx.owner));
  if (selection.by === 'events') {
    return { ...wholeLog, kind: 'log', toSequence: last, eventIds: [...new Set(selection.eventIds)] };
  }
  const { fromSequence, toSequence, occurredFrom, occurredBefore, types } = selection;
  return {
    kind: 'log',
    fromSequence: fromSequence ?? 1,
    toSequence: Math.min(toSequence ?? last, last),
    eventIds: null,
    occurredFrom: occurredFrom?.toISOString() ?? null,
    occurredBefore: occurredBefore?.toISOString() ?? null,
    types,
  };
};

/** Ids that name no event of the owner. */
const strangersOf = async (tx: Tx, { eventIds }: LogSource): Promise<readonly NotEligible[]> => {
  if (eventIds === null) return [];
  const modes = await listModes(tx.tables<unknown>(), tx.owner, eventIds);
  return eventIds
    .filter((eventId) => modes.get(eventId) !== tx.owner.mode)
    .map((eventId) => ({ eventId, endpointId: null, reason: modes.has(eventId) ? 'other_mode' : 'not_found' }));
};

/** The part of the log in which anything was selected: what is outside need not be read again. */
const narrowed = (source: LogSource | FailureSource, tallies: readonly Tally[]): LogSource | FailureSource => {
  if (source.kind !== 'log' || tallies.length === 0) return source;
  const numbers = tallies.flatMap(({ first, last }) => [Number(first), Number(last)]);
  return { ...source, fromSequence: Math.min(...numbers), toSequence: Math.max(...numbers) };
};

/** How many of these endpoints get something selected. */
const takersCount = (plan: ReplayPlan, { endpointId, type }: Sort): number =>
  plan.takers.filter((taker) => taker.types.includes(type) && (endpointId ?? taker.endpointId) === taker.endpointId)
    .length;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Says what a replay to these endpoints of the owner will send, and of what it will not send why. What is selected is
 * fixed by it: what happens later is in no replay. Refuses: BAD_USER_INPUT for too much at once.
 */
export const planReplay = async (
  tx: Tx,
  selection: ReplaySelection,
  endpoints: readonly WebhookEndpoint[],
): Promise<PlannedReplay> => {
  if (selection.by === 'events' && selection.eventIds.length > REPLAY_EVENT_IDS_MAX) {
    throw badInput({ field: 'eventIds', bound: `at most ${REPLAY_EVENT_IDS_MAX} of them` });
  }
  const id = newId('replay');
  const tables: Kysely<unknown> = tx.tables();
  const notBefore = new Date(tx.now.getTime() - REPLAY_DAYS_MAX * DAY_MS).toISOString();
  const source = await sourceOf(tx, selection);
  const asked: Selected = { replayId: id, source, notBefore, endpointIds: endpoints.map((endpoint) => endpoint.id) };
  const tallies = await tallySelected(tables, tx.owner, asked, REPLAY_EVENTS_MAX + 1);
  if (sum(tallies.map(({ count }) => count)) > REPLAY_EVENTS_MAX) {
    throw badInput({ field: 'selection', bound: `at most ${REPLAY_EVENTS_MAX} events; select them in several parts` });
  }
  const plan = { source: narrowed(source, tallies), notBefore, takers: takersOf(endpoints, EVENT_TYPE_NAMES) };
  const reasonOf = (sort: Sort) =>
    refusalOf(sort.endpointId === null ? endpoints : endpoints.filter((one) => one.id === sort.endpointId), sort);
  const refused = tallies.filter((tally) => reasonOf(tally) !== null);
  const strangers = source.kind === 'log' ? await strangersOf(tx, source) : [];
  const listed = await listSelected(tables, tx.owner, asked, refused, NOT_ELIGIBLE_MAX);
  const notEligible = listed.flatMap(({ eventId, ...sort }) => {
    const reason = reasonOf(sort);
    return reason === null ? [] : [{ eventId, endpointId: sort.endpointId, reason }];
  });
  return {
    id,
    plan,
    eligible: sum(tallies.filter((one) => !refused.includes(one)).map((one) => one.count * takersCount(plan, one))),
    notEligibleCount: strangers.length + sum(refused.map(({ count }) => count)),
    notEligible: [...strangers, ...notEligible].slice(0, NOT_ELIGIBLE_MAX),
  };
};
