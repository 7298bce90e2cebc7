import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { assertEndpointScopes, payloadOf } from '../../domains/webhooks/index.ts';
import { eventCursor, getEvent, listEvents } from '../../records/events/index.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { checkEventFragment } from '../event-fragment.ts';
import { EventArgs, EventsArgs, toEventFilter, WebhookDryRunArgs } from '../inputs/event.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import { EventConnectionType, EventType, toEvent, WebhookDryRunType } from '../types/event.type.ts';
import { OrderType, toOrder } from '../types/order.type.ts';

@Resolver(() => EventType)
export class EventResolver {
  @Needs('events:replay')
  @Query(() => EventType, {
    description:
      "One event of the organisation in the credential's mode. Refuses EVENT_NOT_FOUND, also for another organisation's event.",
  })
  async event(@Args(() => EventArgs) { id }: EventArgs, @Ctx() { house, actor }: ApiContext): Promise<EventType> {
    return toEvent(await getEvent(house.database.tables(), actor, id));
  }

  @Needs('events:replay')
  @Query(() => EventConnectionType, {
    description:
      "The log of the organisation's events in the credential's mode, in its sequence. No event ever comes before one that was there already: what follows the last `sequence` or cursor is all that is new.",
  })
  async events(
    @Args(() => EventsArgs) { filter, first, after }: EventsArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<EventType>> {
    const page = await listEvents(house.database.tables(), actor, toEventFilter(filter), first, after ?? null);
    return toConnection(page, after, toEvent, eventCursor);
  }

  @Needs('webhooks:manage')
  @Query(() => WebhookDryRunType, {
    complexity: 20,
    description:
      'What a webhook about an event would say, read as things are now, without sending it. Refuses EVENT_NOT_FOUND, BAD_WEBHOOK_QUERY, and FORBIDDEN for scopes that the calling credential lacks.',
  })
  async webhookDryRun(
    @Args(() => WebhookDryRunArgs) { eventId, query, scopes }: WebhookDryRunArgs,
    @Ctx() { house, actor, shapeEvent }: ApiContext,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<WebhookDryRunType> {
    assertEndpointScopes(actor, scopes);
    if (typeof query === 'string') checkEventFragment(schema, query, scopes);
    const { id: _, data, ...event } = await getEvent(house.database.tables(), actor, eventId);
    const { organisationId, mode } = actor;
    const shape = { id: actor.credentialId, organisationId, mode, query: query ?? null, scopes };
    const said = shape.query === null ? undefined : await shapeEvent(shape, eventId);
    return { body: payloadOf({ ...event, eventId, data }, said) };
  }

  @Needs('orders:read')
  @FieldResolver(() => OrderType, { nullable: true, description: 'The order that it is about, as it stands now.' })
  async order(@Root() { orderId }: EventType, @Ctx() { loaders }: ApiContext): Promise<OrderType | null> {
    const order = orderId === null ? null : await loaders.orderById.load(orderId);
    return order && toOrder(order);
  }
}
