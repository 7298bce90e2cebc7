import { ArrayMaxSize, ArrayMinSize, IsOptional, Matches, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import {
  EVENT_PATTERNS_MAX,
  eventTypesOf,
  REPLAY_EVENT_IDS_MAX,
  REPLAY_EVENTS_MAX,
  type ReplaySelection,
} from '../../domains/webhooks/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { DateTime, SafeInt } from '../scalars.ts';
import { EndpointId } from './webhook.input.ts';

const RANGE = 'input.selection.range';
const IDS = { message: `1 to ${REPLAY_EVENT_IDS_MAX} of them` };
const PATTERNS = { message: `1 to ${EVENT_PATTERNS_MAX} of them` };
const SEQUENCE = { message: '1 or more' };

@InputType('EventRange', {
  description:
    'A part of the log: from a place or a moment on, up to another one or to its end. Everything given must hold.',
})
export class EventRangeInput {
  @IsOptional()
  @Min(1, SEQUENCE)
  @Field(() => SafeInt, { nullable: true, description: 'The `sequence` of the first event.' })
  fromSequence?: number | null;

  @IsOptional()
  @Min(1, SEQUENCE)
  @Field(() => SafeInt, { nullable: true, description: 'The `sequence` of the last event.' })
  toSequence?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Happened at this moment or later.' })
  occurredFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Happened before this moment.' })
  occurredBefore?: Date | null;

  @IsOptional()
  @ArrayMinSize(1, PATTERNS)
  @ArrayMaxSize(EVENT_PATTERNS_MAX, PATTERNS)
  @Field(() => [String], {
    nullable: true,
    description: `Any of these: event types, areas such as \`order.*\`, or \`*\`; 1 to ${EVENT_PATTERNS_MAX} of them.`,
  })
  types?: string[] | null;
}

@InputType('ReplaySelection', {
  description: `Which events to send again: exactly one of the three, and at most ${REPLAY_EVENTS_MAX.toLocaleString('en-GB')} events.`,
})
export class ReplaySelectionInput {
  @IsOptional()
  @ArrayMinSize(1, IDS)
  @ArrayMaxSize(REPLAY_EVENT_IDS_MAX, IDS)
  @Matches(/^evt_[0-9a-z]{26}$/, { each: true, message: 'event ids, evt_ and 26 characters' })
  @Field(() => [ID], { nullable: true, description: `These events; 1 to ${REPLAY_EVENT_IDS_MAX} of them.` })
  eventIds?: string[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Every delivery that was given up at this moment or later and whose event its endpoint did not get since: after its last attempt, or because the endpoint was disabled. One that still waits for another attempt is PENDING and not among them: right after an outage take `range`.',
  })
  failedSince?: Date | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => EventRangeInput, { nullable: true, description: 'A part of the log.' })
  range?: EventRangeInput | null;
}

@InputType('ReplayEventsInput', { description: 'What to send again, and to whom.' })
export class ReplayEventsInput {
  @ValidateNested()
  @Field(() => ReplaySelectionInput, { description: 'Which events.' })
  selection!: ReplaySelectionInput;

  @IsOptional()
  @EndpointId()
  @Field(() => ID, {
    nullable: true,
    description: 'The one endpoint to send to, `whe_…`; each that wants an event where it is left out.',
  })
  endpointId?: string | null;
}

const assertOrder = (isTurned: boolean, from: string, to: string): void => {
  if (isTurned) throw badInput({ field: `${RANGE}.${from}`, bound: `not after ${to}` });
};

const toRange = (range: EventRangeInput): ReplaySelection => {
  const { fromSequence = null, toSequence = null, occurredFrom = null, occurredBefore = null, types } = range;
  if (fromSequence === null && occurredFrom === null) {
    throw badInput({ field: RANGE, bound: 'fromSequence or occurredFrom' });
  }
  assertOrder(fromSequence !== null && toSequence !== null && fromSequence > toSequence, 'fromSequence', 'toSequence');
  assertOrder(
    occurredFrom !== null && occurredBefore !== null && occurredFrom > occurredBefore,
    'occurredFrom',
    'occurredBefore',
  );
  const eventTypes = types ? eventTypesOf(types, `${RANGE}.types`) : null;
  return { by: 'range', fromSequence, toSequence, occurredFrom, occurredBefore, types: eventTypes };
};

/** A selection as the replay takes it; GraphQL makes sure that exactly one is given. Refuses: BAD_USER_INPUT for a range that has no beginning or is turned round, and for an unknown type. */
export const toReplaySelection = ({ eventIds, failedSince, range }: ReplaySelectionInput): ReplaySelection => {
  if (eventIds) return { by: 'events', eventIds };
  return failedSince ? { by: 'failures', since: failedSince } : toRange(range ?? {});
};

@ArgsType()
export class ReplayEventsArgs {
  @ValidateNested()
  @Field(() => ReplayEventsInput, { description: 'What to send again.' })
  input!: ReplayEventsInput;
}

@ArgsType()
export class ReplayArgs {
  @Matches(/^rpl_[0-9a-z]{26}$/, { message: 'a replay id, rpl_ and 26 characters' })
  @Field(() => ID, { description: 'The id that `replayEvents` gave, `rpl_…`.' })
  id!: string;
}
