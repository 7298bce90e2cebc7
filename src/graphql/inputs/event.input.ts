import { ArrayMaxSize, IsIn, IsOptional, Matches, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { EVENT_PATTERNS_MAX, eventTypesOf } from '../../domains/webhooks/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { ALL_SCOPES, type Scope } from '../../kernel/scopes.ts';
import type { EventFilter } from '../../records/events/index.ts';
import { DateTime, SafeInt } from '../scalars.ts';
import { PageArgs } from './page.args.ts';

const EVENT_ID = /^evt_[0-9a-z]{26}$/;
const EVENT_ID_WORDS = { message: 'an event id, evt_ and 26 characters' };

@InputType('EventFilter', { description: 'What a page of events is narrowed to. Everything given must hold.' })
export class EventFilterInput {
  @IsOptional()
  @ArrayMaxSize(EVENT_PATTERNS_MAX, { message: `at most ${EVENT_PATTERNS_MAX} of them` })
  @Field(() => [String], {
    nullable: true,
    description: `Any of these: event types, areas such as \`order.*\`, or \`*\`; 1 to ${EVENT_PATTERNS_MAX} of them.`,
  })
  types?: string[] | null;

  @IsOptional()
  @Matches(/^ord_[0-9a-z]{26}$/, { message: 'an order id, ord_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'The order that they are about.' })
  orderId?: string | null;

  @IsOptional()
  @Matches(/^\d{19,20}$/, { message: 'an ICCID of 19 or 20 digits' })
  @Field(() => String, { nullable: true, description: 'The ICCID of the eSIM that they are about.' })
  iccid?: string | null;

  @IsOptional()
  @Min(0, { message: '0 or more' })
  @Field(() => SafeInt, {
    nullable: true,
    description:
      'Events behind this place in the log: pass the last `sequence` that was handled to get what it missed.',
  })
  afterSequence?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Happened at this moment or later.' })
  occurredFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Happened before this moment.' })
  occurredBefore?: Date | null;
}

/** A filter as the log takes it. Refuses: BAD_USER_INPUT for an unknown type and a period turned round. */
export const toEventFilter = (input: EventFilterInput | null | undefined): EventFilter => {
  const { types, orderId, iccid, afterSequence, occurredFrom, occurredBefore } = input ?? {};
  if (occurredFrom && occurredBefore && occurredFrom > occurredBefore) {
    throw badInput({ field: 'filter.occurredFrom', bound: 'not after occurredBefore' });
  }
  return {
    types: types ? eventTypesOf(types, 'filter.types') : undefined,
    orderId: orderId ?? undefined,
    iccid: iccid ?? undefined,
    afterSequence: afterSequence ?? undefined,
    occurredFrom: occurredFrom ?? undefined,
    occurredBefore: occurredBefore ?? undefined,
  };
};

@ArgsType()
export class EventsArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Field(() => EventFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: EventFilterInput | null;
}

@ArgsType()
export class EventArgs {
  @Matches(EVENT_ID, EVENT_ID_WORDS)
  @Field(() => ID, { description: 'The id of the event, `evt_…`.' })
  id!: string;
}

@ArgsType()
export class WebhookDryRunArgs {
  @Matches(EVENT_ID, EVENT_ID_WORDS)
  @Field(() => ID, { description: 'The event that it would be about, `evt_…`.' })
  eventId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What shapes the payload: one GraphQL fragment on `Event`, at most 8,192 bytes. Null gives the standard payload.',
  })
  query?: string | null;

  @IsIn(ALL_SCOPES, { each: true, message: 'scopes, such as orders:read' })
  @ArrayMaxSize(ALL_SCOPES.length, { message: `at most ${ALL_SCOPES.length} of them` })
  @Field(() => [String], {
    defaultValue: [],
    description: 'The scopes that the fragment is resolved with, as an endpoint would be given them.',
  })
  scopes!: Scope[];
}
