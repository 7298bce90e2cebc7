import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { listRequests, REQUEST_RETENTION_DAYS, requestCursor } from '../../domains/requests/index.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { ActivityArgs, toRequestFilter } from '../inputs/activity.input.ts';
import { ActivityEntryConnectionType, type ActivityEntryType, toActivityEntry } from '../types/activity.type.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';

@Resolver()
export class ActivityResolver {
  @Needs('credentials:manage')
  @Query(() => ActivityEntryConnectionType, {
    description: `The requests of the organisation's credentials in this mode, newest first. They are kept ${REQUEST_RETENTION_DAYS} days and shown some moments after they are over.`,
  })
  async activity(
    @Args(() => ActivityArgs) { filter, first, after }: ActivityArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<ActivityEntryType>> {
    const page = { first, after: after ?? null };
    const rows = await listRequests(house.database.tables(), actor, toRequestFilter(filter), page);
    return toConnection(rows, after, toActivityEntry, requestCursor);
  }
}
