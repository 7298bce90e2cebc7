import { Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { getReplay, listReplays, REPLAYS_RUNNING_MAX, replayCursor } from '../../domains/webhooks/index.ts';
import { replayEvents } from '../../use-cases/replay-events.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { PageArgs } from '../inputs/page.args.ts';
import { ReplayArgs, ReplayEventsArgs, toReplaySelection } from '../inputs/replay.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import { ReplayConnectionType, ReplayPayloadType, ReplayType, toReplay } from '../types/replay.type.ts';

/** As many fields as a replay costs that is begun: it has the server count events. */
const BEGIN_COST = 100;

/** As many fields as a count of deliveries costs. */
const COUNT_COST = 5;

@Resolver(() => ReplayType)
export class ReplayResolver {
  @Needs('events:replay')
  @Query(() => ReplayType, {
    description: "One replay and how far it is. Refuses REPLAY_NOT_FOUND, also for another organisation's.",
  })
  async replay(@Args(() => ReplayArgs) { id }: ReplayArgs, @Ctx() { house, actor }: ApiContext): Promise<ReplayType> {
    return toReplay(await getReplay(house.database.tables(), actor, id));
  }

  @Needs('events:replay')
  @Query(() => ReplayConnectionType, {
    description: "The organisation's replays in the credential's mode, newest first.",
  })
  async replays(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<ReplayType>> {
    const page = await listReplays(house.database.tables(), actor, first, after ?? null);
    return toConnection(page, after, toReplay, replayCursor);
  }

  @Needs('events:replay')
  @Mutation(() => ReplayPayloadType, {
    complexity: BEGIN_COST,
    description: `Sends events again, to one endpoint or to each that wants them. Answers at once with what will be sent and, for what will not, why; the sending goes on behind what is new. What is selected is fixed now: later events are in no replay. Takes no idempotency key: a repeat sends the events once more, and receivers tell by their ids. At most ${REPLAYS_RUNNING_MAX} replays run at a time. Refuses WEBHOOK_ENDPOINT_NOT_FOUND, TOO_MANY_REPLAYS, BAD_USER_INPUT.`,
  })
  async replayEvents(
    @Args(() => ReplayEventsArgs) { input }: ReplayEventsArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<ReplayPayloadType> {
    const asked = { selection: toReplaySelection(input.selection), endpointId: input.endpointId ?? null };
    return { replay: toReplay(await replayEvents(house, { actor, requestId }, asked)) };
  }

  @FieldResolver(() => Int, { complexity: COUNT_COST, description: 'Its deliveries that the endpoint got.' })
  async delivered(@Root() { id }: ReplayType, @Ctx() { loaders }: ApiContext): Promise<number> {
    return (await loaders.progressOfReplay.load(id)).delivered;
  }

  @FieldResolver(() => Int, {
    complexity: COUNT_COST,
    description: 'Its deliveries that were given up: replay with `failedSince` once the endpoint is well.',
  })
  async failed(@Root() { id }: ReplayType, @Ctx() { loaders }: ApiContext): Promise<number> {
    return (await loaders.progressOfReplay.load(id)).failed;
  }

  @FieldResolver(() => Int, {
    complexity: COUNT_COST,
    description:
      'Its deliveries that were made and wait for an attempt. All is sent where it is COMPLETED and this is 0.',
  })
  async pending(@Root() { id }: ReplayType, @Ctx() { loaders }: ApiContext): Promise<number> {
    return (await loaders.progressOfReplay.load(id)).pending;
  }
}
