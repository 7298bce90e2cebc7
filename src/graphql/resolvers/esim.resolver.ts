import { Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { getPackage } from '../../domains/catalogue/index.ts';
import { esimCursor, getEsim, getThresholds, listEsims, usageOf } from '../../domains/esims/index.ts';
import type { Order } from '../../domains/orders/index.ts';
import { setUsageThresholds } from '../../use-cases/set-usage-thresholds.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { EsimArgs, EsimsArgs, toEsimFilter, toIccid, UsageThresholdsArgs } from '../inputs/esim.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import { EsimConnectionType, EsimType, toEsim } from '../types/esim.type.ts';
import { OrderType, TimelineEntryType, toOrder } from '../types/order.type.ts';
import { PackageType, toPackage } from '../types/package.type.ts';
import { UsageType } from '../types/usage.type.ts';

/** The order that bought an eSIM: the database itself insists that it is there. */
const orderOf = async ({ loaders }: ApiContext, { stored }: EsimType): Promise<Order> => {
  const order = await loaders.orderById.load(stored.orderId);
  if (!order) throw new Error(`the order ${stored.orderId} of an eSIM is not there`);
  return order;
};

@Resolver(() => EsimType)
export class EsimResolver {
  @Needs('usage:read')
  @Query(() => EsimType, {
    description:
      "One eSIM, by its ICCID. Refuses ESIM_NOT_FOUND, also for another organisation's eSIM; never for a wrong check digit alone.",
  })
  async esim(@Args(() => EsimArgs) { iccid }: EsimArgs, @Ctx() { house, actor }: ApiContext): Promise<EsimType> {
    return toEsim(await getEsim(house.database.tables(), actor, toIccid(iccid)));
  }

  @Needs('usage:read')
  @Query(() => EsimConnectionType, {
    description: "The organisation's eSIMs in the credential's mode, newest first.",
  })
  async esims(
    @Args(() => EsimsArgs) { filter, first, after }: EsimsArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<EsimType>> {
    const page = await listEsims(house.database.tables(), actor, toEsimFilter(filter), first, after ?? null);
    return toConnection(page, after, toEsim, esimCursor);
  }

  @Needs('usage:read')
  @Query(() => [Int], {
    description:
      "At which percentages of an eSIM's data `usage.threshold` is told, lowest first; 80 until others are set.",
  })
  async usageThresholds(@Ctx() { house, actor }: ApiContext): Promise<readonly number[]> {
    return getThresholds(house.database.tables(), actor);
  }

  @Needs('webhooks:manage')
  @Mutation(() => [Int], {
    description:
      'Sets at which percentages `usage.threshold` is told, for all eSIMs of the organisation in this mode, and gives them sorted. Each is told once for each eSIM; an eSIM that is past a new one is told of with its next report. `usage.exhausted` is told in any case.',
  })
  async setUsageThresholds(
    @Args(() => UsageThresholdsArgs) { percentages }: UsageThresholdsArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<readonly number[]> {
    return setUsageThresholds(house, { actor, requestId }, percentages);
  }

  @FieldResolver(() => UsageType, { description: 'What was used of it, as the latest report has it.' })
  async usage(@Root() { stored }: EsimType, @Ctx() context: ApiContext): Promise<UsageType> {
    const { house, actor, loaders, facts } = context;
    facts.usageRead = true;
    return usageOf(stored, await loaders.usageThresholds(), house.clock.now(actor));
  }

  @Needs('orders:read')
  @FieldResolver(() => OrderType, { nullable: true, description: 'The order that bought it.' })
  async order(@Root() esim: EsimType, @Ctx() context: ApiContext): Promise<OrderType | null> {
    return toOrder(await orderOf(context, esim));
  }

  @FieldResolver(() => PackageType, {
    description: 'The package that it carries, as it was bought: frozen in the catalogue version of its order.',
  })
  async package(@Root() esim: EsimType, @Ctx() context: ApiContext): Promise<PackageType> {
    const { catalogueVersionId, packageId } = await orderOf(context, esim);
    return toPackage(await getPackage(context.house.database.tables(), catalogueVersionId, packageId));
  }

  @FieldResolver(() => [TimelineEntryType], {
    description: 'All that happened to it, oldest first, for as long as events are kept.',
  })
  async history(@Root() { iccid }: EsimType, @Ctx() { loaders }: ApiContext): Promise<readonly TimelineEntryType[]> {
    return loaders.historyOfEsim.load(iccid);
  }
}
