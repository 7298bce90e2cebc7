import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { NotEligible, Replay } from '../../domains/webhooks/index.ts';
import { DateTime } from '../scalars.ts';
import { ReplayRefusalEnum, ReplayStatusEnum } from '../webhook-enums.ts';
import { connectionOf } from './connection.type.ts';

@ObjectType('NotEligibleEvent', { description: 'An event that was selected and is not sent again.' })
export class NotEligibleEventType {
  @Field(() => ID, { simple: true, description: 'The event, as it was named.' })
  eventId!: string;

  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: 'The endpoint to which its failed delivery is not repeated; null where it is sent to none.',
  })
  endpointId!: string | null;

  @Field(() => ReplayRefusalEnum, { simple: true, description: 'Why.' })
  reason!: string;
}

@ObjectType('Replay', {
  description:
    'Events that are sent again. Each is a new delivery of the same event, under the same `webhook-id`, and goes behind what is new.',
})
export class ReplayType {
  @Field(() => ID, {
    simple: true,
    description: 'Its id, `rpl_…`: `deliveries(filter: { replayId })` lists what it made.',
  })
  id!: string;

  @Field(() => ReplayStatusEnum, { simple: true, description: 'Whether its deliveries are being made.' })
  status!: string;

  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: 'The one endpoint that it is for; null for each that wants an event.',
  })
  endpointId!: string | null;

  @Field(() => Int, {
    simple: true,
    description: 'Deliveries that will be made, one for each event and endpoint, as counted when it was asked for.',
  })
  eligible!: number;

  @Field(() => Int, {
    simple: true,
    description: 'Events, or failed deliveries, that were selected and are not sent again.',
  })
  notEligibleCount!: number;

  @Field(() => [NotEligibleEventType], { simple: true, description: 'The first 100 of them, each with its reason.' })
  notEligible!: readonly NotEligible[];

  @Field(() => Int, { simple: true, description: 'Deliveries that were made so far.' })
  created!: number;

  @Field(() => DateTime, { simple: true, description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When all of its deliveries were made; null while it is RUNNING.',
  })
  completedAt!: Date | null;
}

/** A replay as the API shows it. */
export const toReplay = (replay: Replay): ReplayType => ({
  ...replay,
  status: replay.completedAt === null ? 'running' : 'completed',
});

export const ReplayConnectionType = connectionOf('Replay', () => ReplayType);

@ObjectType('ReplayPayload', { description: 'What was asked to be sent again.' })
export class ReplayPayloadType {
  @Field(() => ReplayType, {
    simple: true,
    description: 'The replay: what it will send is known now, how far it is shows `replay(id:)`.',
  })
  replay!: ReplayType;
}
