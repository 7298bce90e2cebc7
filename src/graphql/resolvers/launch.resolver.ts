import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { requestLiveAccess } from '../../use-cases/request-live-access.ts';
import { readLaunchReadiness } from '../../views/launch-readiness.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { RequestLiveAccessArgs, toLiveAccessRequest } from '../inputs/launch.input.ts';
import { LaunchReadinessType, toLaunchReadiness } from '../types/launch.type.ts';

@Resolver()
export class LaunchResolver {
  @Needs.anyCredential()
  @Query(() => LaunchReadinessType, {
    complexity: 20,
    description:
      "What the organisation's sandbox traffic has shown so far, what the operator has approved, and how live access stands.",
  })
  async launchReadiness(@Ctx() { house, actor }: ApiContext): Promise<LaunchReadinessType> {
    return toLaunchReadiness(await readLaunchReadiness(house, actor.organisationId), actor.mode);
  }

  @Needs('credentials:manage')
  @Mutation(() => LaunchReadinessType, {
    complexity: 20,
    description:
      'Asks the operator for live access. While the request waits, another `supportPath` or `note` takes the place of the first one, and an approval of the former is taken back; otherwise a repeat changes nothing, and so does one once it is approved. Refuses LAUNCH_CHECKS_MISSING (with the missing checks).',
  })
  async requestLiveAccess(
    @Args(() => RequestLiveAccessArgs) { input }: RequestLiveAccessArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<LaunchReadinessType> {
    await requestLiveAccess(house, { actor, requestId }, toLiveAccessRequest(input));
    return toLaunchReadiness(await readLaunchReadiness(house, actor.organisationId), actor.mode);
  }
}
