import type { EventType } from '../../records/events/index.ts';
import type { WebhookEndpoint } from './endpoints.ts';
import { wantsEvent } from './event-patterns.ts';

/** Older events are not sent again. */
export const REPLAY_DAYS_MAX = 30;

/** Events, or failed deliveries, that one replay may select. */
export const REPLAY_EVENTS_MAX = 200_000;

/** Events that can be named one by one. */
export const REPLAY_EVENT_IDS_MAX = 1_000;

/** Why an event is not sent again. */
export const REPLAY_REFUSALS = {
  too_old: `It happened more than ${REPLAY_DAYS_MAX} days ago.`,
  type_not_subscribed: 'None of the endpoints wants its type: change their event types first.',
  endpoint_disabled: 'Every endpoint that wants its type is disabled: enable one first.',
  other_mode: "It is the organisation's, in the other mode: use a credential of that mode.",
  not_found: 'The organisation has no such event.',
  test_event: 'It was a test: send another one with `sendTestEvent`.',
} as const;

export type ReplayRefusal = keyof typeof REPLAY_REFUSALS;

/** What a partner asks to be sent again. */
export type ReplaySelection =
  | { readonly by: 'events'; readonly eventIds: readonly string[] }
  | { readonly by: 'failures'; readonly since: Date }
  | ({ readonly by: 'range' } & ReplayRange);

/** A part of the log. Everything that is not null must hold. */
export interface ReplayRange {
  /** Both are in it. */
  readonly fromSequence: number | null;
  readonly toSequence: number | null;
  readonly occurredFrom: Date | null;
  readonly occurredBefore: Date | null;
  readonly types: readonly EventType[] | null;
}

/** Events of the log, up to the last one that there was when they were asked for. */
export interface LogSource {
  readonly kind: 'log';
  readonly fromSequence: number;
  readonly toSequence: number;
  readonly eventIds: readonly string[] | null;
  /** Moments as JSON keeps them. */
  readonly occurredFrom: string | null;
  readonly occurredBefore: string | null;
  readonly types: readonly string[] | null;
}

/** Deliveries that had failed when they were asked for. */
export interface FailureSource {
  readonly kind: 'failures';
  readonly since: string;
  readonly until: string;
}

/** What goes to an endpoint of what was selected. */
export interface Taker {
  readonly endpointId: string;
  readonly types: readonly string[];
}

/** All that a replay does, fixed when it was asked for; nothing in it changes with what happens later. */
export interface ReplayPlan {
  readonly source: LogSource | FailureSource;
  /** Events before it are too old. */
  readonly notBefore: string;
  readonly takers: readonly Taker[];
}

/** What an enabled endpoint gets of the types of the log. */
export const takersOf = (endpoints: readonly WebhookEndpoint[], types: readonly string[]): readonly Taker[] =>
  endpoints
    .filter(({ state }) => state === 'enabled')
    .map(({ id, eventTypes }) => ({ endpointId: id, types: types.filter((type) => wantsEvent(eventTypes, type)) }))
    .filter((taker) => taker.types.length > 0);

interface Candidate {
  readonly type: string;
  readonly isTooOld: boolean;
}

/** Why none of these endpoints gets an event; null where one does. */
export const refusalOf = (
  endpoints: readonly WebhookEndpoint[],
  { type, isTooOld }: Candidate,
): ReplayRefusal | null => {
  if (type === 'test.ping') return 'test_event';
  if (isTooOld) return 'too_old';
  const wanting = endpoints.filter(({ eventTypes }) => wantsEvent(eventTypes, type));
  if (wanting.length === 0) return 'type_not_subscribed';
  return wanting.some(({ state }) => state === 'enabled') ? null : 'endpoint_disabled';
};
