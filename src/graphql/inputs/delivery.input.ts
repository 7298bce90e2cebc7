import { ArrayMaxSize, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import {
  type DeliveryFilter,
  type DeliveryState,
  EVENT_PATTERNS_MAX,
  eventTypesOf,
} from '../../domains/webhooks/index.ts';
import { DateTime } from '../scalars.ts';
import { DeliveryStatusEnum } from '../webhook-enums.ts';
import { PageArgs } from './page.args.ts';
import { periodOf } from './period.ts';
import { EndpointId } from './webhook.input.ts';

const STATUSES_MAX = 3;

@InputType('DeliveryFilter', { description: 'What a page of deliveries is narrowed to. Everything given must hold.' })
export class DeliveryFilterInput {
  @IsOptional()
  @EndpointId()
  @Field(() => ID, { nullable: true, description: 'The endpoint that they are for; also one that was deleted.' })
  endpointId?: string | null;

  @IsOptional()
  @Matches(/^evt_[0-9a-z]{26}$/, { message: 'an event id, evt_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'The event that they bring.' })
  eventId?: string | null;

  @IsOptional()
  @Matches(/^ord_[0-9a-z]{26}$/, { message: 'an order id, ord_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'The order that their events are about.' })
  orderId?: string | null;

  @IsOptional()
  @ArrayMaxSize(EVENT_PATTERNS_MAX, { message: `at most ${EVENT_PATTERNS_MAX} of them` })
  @Field(() => [String], {
    nullable: true,
    description: `Any of these: event types, areas such as \`order.*\`, or \`*\`; 1 to ${EVENT_PATTERNS_MAX} of them.`,
  })
  eventTypes?: string[] | null;

  @IsOptional()
  @ArrayMaxSize(STATUSES_MAX, { message: `at most ${STATUSES_MAX} of them` })
  @Field(() => [DeliveryStatusEnum], { nullable: true, description: `Any of these; at most ${STATUSES_MAX}.` })
  statuses?: DeliveryState[] | null;

  @IsOptional()
  @Matches(/^rpl_[0-9a-z]{26}$/, { message: 'a replay id, rpl_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'The replay that made them.' })
  replayId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Made at this moment or later.' })
  createdFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Made before this moment.' })
  createdBefore?: Date | null;
}

/** A filter as the history takes it. Refuses: BAD_USER_INPUT for an unknown type and a period turned round. */
export const toDeliveryFilter = (input: DeliveryFilterInput | null | undefined): DeliveryFilter => ({
  endpointId: input?.endpointId ?? undefined,
  eventId: input?.eventId ?? undefined,
  orderId: input?.orderId ?? undefined,
  eventTypes: input?.eventTypes ? eventTypesOf(input.eventTypes, 'filter.eventTypes') : undefined,
  states: input?.statuses?.length ? input.statuses : undefined,
  replayId: input?.replayId ?? undefined,
  ...periodOf(input),
});

@ArgsType()
export class DeliveriesArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Field(() => DeliveryFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: DeliveryFilterInput | null;
}
