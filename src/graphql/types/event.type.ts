import { Field, ID, ObjectType } from 'type-graphql';
import type { LoggedEvent } from '../../records/events/index.ts';
import { ModeEnum } from '../enums.ts';
import { DateTime, Json, SafeInt } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';

@ObjectType('Event', {
  description:
    'One thing that happened, as the log of the organisation and mode keeps it and webhooks tell it. It never changes.',
})
export class EventType {
  @Field(() => ID, {
    simple: true,
    description: 'Our id, `evt_…`: the `webhook-id` of every delivery of it, also in a replay.',
  })
  id!: string;

  @Field(() => String, { simple: true, description: 'What happened, such as `order.esim_ready`.' })
  type!: string;

  @Field(() => SafeInt, {
    simple: true,
    description: 'Its place in the log: 1, 2, 3, … without a gap. An event that is higher was committed later.',
  })
  sequence!: number;

  @Field(() => ModeEnum, { simple: true, description: 'The mode that it belongs to.' })
  mode!: string;

  @Field(() => DateTime, { simple: true, description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: 'The order that it is about; null where there is none.',
  })
  orderId!: string | null;

  @Field(() => String, { simple: true, nullable: true, description: "The partner's own id of that order." })
  partnerOrderId!: string | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The ICCID of the eSIM that it is about; null where there is none.',
  })
  iccid!: string | null;

  @Field(() => Json, {
    simple: true,
    description:
      'What is said of it, by its type: the same as in the `data` of a webhook, beside the fields that are above. Amounts of money are in it for whoever may read events, without `ledger:read`.',
  })
  data!: unknown;
}

/** An event as the API shows it. */
export const toEvent = (event: LoggedEvent): EventType => ({
  id: event.id,
  type: event.type,
  sequence: Number(event.sequence),
  mode: event.mode,
  occurredAt: event.occurredAt,
  orderId: event.orderId,
  partnerOrderId: event.partnerOrderId,
  iccid: event.iccid,
  data: event.data,
});

export const EventConnectionType = connectionOf('Event', () => EventType);

@ObjectType('WebhookDryRun', { description: 'What a webhook would say.' })
export class WebhookDryRunType {
  @Field(() => Json, { simple: true, description: 'The whole body, as it would be sent now.' })
  body!: unknown;
}
