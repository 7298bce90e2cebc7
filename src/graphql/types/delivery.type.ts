import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Delivery, DeliveryAttempt } from '../../domains/webhooks/index.ts';
import type { TestedEndpoint } from '../../use-cases/send-test-event.ts';
import { DateTime, SafeInt } from '../scalars.ts';
import { DeliveryFailureEnum, DeliveryStatusEnum } from '../webhook-enums.ts';
import { connectionOf } from './connection.type.ts';

@ObjectType('DeliveryAttempt', { description: 'One request to an endpoint, and what came of it.' })
export class DeliveryAttemptType {
  @Field(() => Int, { simple: true, description: 'Which one it is: 1 for the first.' })
  number!: number;

  @Field(() => DateTime, { simple: true, description: 'When it was sent.' })
  startedAt!: Date;

  @Field(() => Float, { simple: true, description: 'Milliseconds from its start to the end of its answer.' })
  durationMs!: number;

  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'The HTTP status that was answered; null where no answer began.',
  })
  httpStatus!: number | null;

  @Field(() => DeliveryFailureEnum, {
    simple: true,
    nullable: true,
    description: 'Why it failed; null where the event was delivered.',
  })
  failure!: string | null;
}

@ObjectType('Delivery', {
  description: 'One event on its way to one endpoint. A replay is another delivery of the same event.',
})
export class DeliveryType {
  @Field(() => ID, { simple: true, description: 'Its id, `dlv_…`.' })
  id!: string;

  @Field(() => ID, { simple: true, description: 'The endpoint that it is for; also one that was deleted.' })
  endpointId!: string;

  @Field(() => ID, { simple: true, description: 'The event that it brings: the `webhook-id` of every attempt.' })
  eventId!: string;

  @Field(() => String, { simple: true, description: 'The type of the event, such as `order.esim_ready`.' })
  eventType!: string;

  @Field(() => SafeInt, { simple: true, description: 'The place of the event in the log.' })
  sequence!: number;

  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: 'The order that the event is about; null where there is none.',
  })
  orderId!: string | null;

  @Field(() => DeliveryStatusEnum, { simple: true, description: 'Where it stands.' })
  status!: string;

  @Field(() => ID, { simple: true, nullable: true, description: 'The replay that made it; null where none did.' })
  replayId!: string | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When the next attempt is due; null where there is none.',
  })
  nextAttemptAt!: Date | null;

  @Field(() => DeliveryFailureEnum, {
    simple: true,
    nullable: true,
    description: 'What the last attempt failed with, or why there is no other one; null where neither is so.',
  })
  failure!: string | null;

  @Field(() => DateTime, { simple: true, description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When it was delivered or given up; null while it is PENDING.',
  })
  completedAt!: Date | null;
}

/** A delivery as the API shows it. */
export const toDelivery = (delivery: Delivery): DeliveryType => ({
  id: delivery.id,
  endpointId: delivery.endpointId,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  sequence: Number(delivery.sequence),
  orderId: delivery.orderId,
  status: delivery.state,
  replayId: delivery.replayId,
  nextAttemptAt: delivery.nextAttemptAt,
  failure: delivery.failure,
  createdAt: delivery.createdAt,
  completedAt: delivery.completedAt,
});

/** An attempt as the API shows it. */
export const toAttempt = (attempt: Omit<DeliveryAttempt, 'deliveryId'>): DeliveryAttemptType => ({
  number: attempt.number,
  startedAt: attempt.startedAt,
  durationMs: Number(attempt.durationMs),
  httpStatus: attempt.httpStatus,
  failure: attempt.failure,
});

export const DeliveryConnectionType = connectionOf('Delivery', () => DeliveryType);

@ObjectType('TestEventPayload', { description: 'What came of a test.' })
export class TestEventPayloadType {
  @Field(() => Boolean, {
    simple: true,
    description:
      'Whether the endpoint did as it should: it took the event, or refused it where the signature was wrong.',
  })
  ok!: boolean;

  @Field(() => ID, { simple: true, description: 'The event `test.ping` that was sent.' })
  eventId!: string;

  @Field(() => DeliveryAttemptType, { simple: true, description: 'The one request that was made.' })
  attempt!: DeliveryAttemptType;

  @Field(() => DeliveryType, {
    simple: true,
    nullable: true,
    description:
      'The delivery as the history keeps it; null where the signature was wrong, of which no delivery is kept.',
  })
  delivery!: DeliveryType | null;
}

/** A test as the API shows it. */
export const toTestEventPayload = ({ isOk, eventId, attempt, delivery }: TestedEndpoint): TestEventPayloadType => ({
  ok: isOk,
  eventId,
  attempt: toAttempt(attempt),
  delivery: delivery && toDelivery(delivery),
});
