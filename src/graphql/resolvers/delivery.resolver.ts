import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { deliveryCursor, listDeliveries } from '../../domains/webhooks/index.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { DeliveriesArgs, toDeliveryFilter } from '../inputs/delivery.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import {
  DeliveryAttemptType,
  DeliveryConnectionType,
  DeliveryType,
  toAttempt,
  toDelivery,
} from '../types/delivery.type.ts';
import { EventType, toEvent } from '../types/event.type.ts';

@Resolver(() => DeliveryType)
export class DeliveryResolver {
  @Needs('webhooks:manage')
  @Query(() => DeliveryConnectionType, {
    description:
      "What was and is sent to the organisation's webhook endpoints in the credential's mode, newest first; those to endpoints that were deleted stay in it.",
  })
  async deliveries(
    @Args(() => DeliveriesArgs) { filter, first, after }: DeliveriesArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<DeliveryType>> {
    const page = { first, after: after ?? null };
    const rows = await listDeliveries(house.database.tables(), actor, toDeliveryFilter(filter), page);
    return toConnection(rows, after, toDelivery, deliveryCursor);
  }

  @FieldResolver(() => [DeliveryAttemptType], { description: 'Every request that was made for it, first one first.' })
  async attempts(
    @Root() { id }: DeliveryType,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly DeliveryAttemptType[]> {
    return (await loaders.attemptsOfDelivery.load(id)).map(toAttempt);
  }

  @Needs('events:replay')
  @FieldResolver(() => EventType, {
    nullable: true,
    description: 'The event that it brings; null where it is so old that the log does not have it any more.',
  })
  async event(@Root() { eventId }: DeliveryType, @Ctx() { loaders }: ApiContext): Promise<EventType | null> {
    const event = await loaders.eventById.load(eventId);
    return event && toEvent(event);
  }
}
