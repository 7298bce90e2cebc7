import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { getPackage } from '../../domains/catalogue/index.ts';
import { getOrder, listOrders, type Order, orderCursor } from '../../domains/orders/index.ts';
import { pathOfOrder, reactionOnPath } from '../../domains/sandbox/index.ts';
import type { SandboxPath } from '../../kernel/sandbox-path.ts';
import { meetSandboxPackage } from '../../use-cases/meet-sandbox-package.ts';
import { placeOrder } from '../../use-cases/place-order.ts';
import { quoteOrder } from '../../use-cases/quote-order.ts';
import type { ApiContext } from '../api-context.ts';
import { idempotencyKeyOf } from '../engine/idempotency-key.ts';
import { Needs } from '../engine/needs.ts';
import {
  CreateOrderArgs,
  OrderByArgs,
  OrdersArgs,
  QuoteArgs,
  toOrderFilter,
  toOrderName,
  toPlaceOrder,
} from '../inputs/order.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import { EsimType, toEsim } from '../types/esim.type.ts';
import { LedgerEntryType, toLedgerEntry } from '../types/ledger.type.ts';
import { OrderConnectionType, OrderPayloadType, OrderType, TimelineEntryType, toOrder } from '../types/order.type.ts';
import { PackageType, toPackage } from '../types/package.type.ts';
import { QuoteType, toQuote } from '../types/quote.type.ts';

/** Shows an order, and names it in the request's log line. */
export const showOrder = ({ facts }: ApiContext, order: Order): OrderType => {
  facts.orderIds.push(order.id);
  if (order.status === 'failed') facts.failedOrderIds.push(order.id);
  return toOrder(order);
};

/** Refuses the first request of a key where its sandbox package does: RATE_LIMITED, INTERNAL. */
const meetPackage = async (context: ApiContext, path: SandboxPath, key: string): Promise<void> => {
  const { house, actor, requestId, facts } = context;
  const refusal = await meetSandboxPackage(house, { actor, requestId }, { path, key });
  if (refusal === null) return;
  const { retryAfterSeconds } = refusal.details;
  if (facts.charged && typeof retryAfterSeconds === 'number') facts.charged = { ...facts.charged, retryAfterSeconds };
  throw refusal;
};

@Resolver(() => OrderType)
export class OrderResolver {
  @Needs('orders:read')
  @Query(() => OrderType, {
    description:
      "One order, by our id or by the partner's own. Refuses ORDER_NOT_FOUND, also for another organisation's order.",
  })
  async order(@Args(() => OrderByArgs) { by }: OrderByArgs, @Ctx() context: ApiContext): Promise<OrderType> {
    return showOrder(context, await getOrder(context.house.database.tables(), context.actor, toOrderName(by)));
  }

  @Needs('orders:read')
  @Query(() => OrderConnectionType, {
    description: "The organisation's orders in the credential's mode, newest first.",
  })
  async orders(
    @Args(() => OrdersArgs) { filter, first, after }: OrdersArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<OrderType>> {
    const page = await listOrders(house.database.tables(), actor, toOrderFilter(filter), first, after ?? null);
    return toConnection(page, after, toOrder, orderCursor);
  }

  @Needs('orders:create')
  @Query(() => QuoteType, {
    description:
      'Everything that createOrder would check, and what it would cost, without ordering. A refusal is part of the answer.',
  })
  async quote(
    @Args(() => QuoteArgs) { input }: QuoteArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<QuoteType> {
    return toQuote(await quoteOrder(house, { actor, requestId }, toPlaceOrder(input)));
  }

  @Needs('orders:create')
  @Mutation(() => OrderPayloadType, {
    complexity: 10,
    description:
      'Orders a package and holds its net price in the wallet. Needs an idempotency key: `@idempotent(key:)` here, or the header `Idempotency-Key`. Refuses UNKNOWN_PACKAGE, UNKNOWN_CATALOGUE_VERSION, CATALOGUE_VERSION_RETIRED, PRICE_CHANGED, CURRENCY_NOT_APPROVED, INSUFFICIENT_BALANCE (with the shortfall for a credential that has `ledger:read`), PACKAGE_UNAVAILABLE, PARTNER_ORDER_ID_TAKEN, MARKET_NOT_ELIGIBLE, ORGANISATION_SUSPENDED, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_PROGRESS.',
  })
  async createOrder(
    @Args(() => CreateOrderArgs) { input }: CreateOrderArgs,
    @Ctx() context: ApiContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayloadType> {
    const { house, actor, requestId, facts } = context;
    const key = idempotencyKeyOf(info, context);
    const path = pathOfOrder(actor, input.packageId);
    if (path !== null && key !== null) await meetPackage(context, path, key);
    const { result, subject, replayed } = await placeOrder(house, { actor, requestId, key }, toPlaceOrder(input));
    if (replayed) facts.replayed = true;
    else facts.reaction = reactionOnPath(path);
    const order = result ?? (await getOrder(house.database.tables(), actor, { id: subject }));
    return { order: showOrder(context, order), replayed };
  }

  @FieldResolver(() => PackageType, {
    description: 'The package as it was bought: frozen in its catalogue version, at the list price of it.',
  })
  async package(@Root() order: OrderType, @Ctx() { house }: ApiContext): Promise<PackageType> {
    return toPackage(await getPackage(house.database.tables(), order.catalogueVersionId, order.packageId));
  }

  @Needs('usage:read')
  @FieldResolver(() => EsimType, { nullable: true, description: 'The eSIM that it bought; null until it is ready.' })
  async esim(@Root() { id }: OrderType, @Ctx() { loaders }: ApiContext): Promise<EsimType | null> {
    const esim = await loaders.esimOfOrder.load(id);
    return esim && toEsim(esim);
  }

  @Needs('ledger:read')
  @FieldResolver(() => [LedgerEntryType], {
    nullable: true,
    description: 'Every movement of money that it caused, oldest first.',
  })
  async ledgerEntries(@Root() { id }: OrderType, @Ctx() { loaders }: ApiContext): Promise<LedgerEntryType[]> {
    return (await loaders.entriesOfOrder.load(id)).map(toLedgerEntry);
  }

  @FieldResolver(() => [TimelineEntryType], { description: 'All that happened to it, oldest first.' })
  async timeline(@Root() { id }: OrderType, @Ctx() { loaders }: ApiContext): Promise<readonly TimelineEntryType[]> {
    return loaders.timelineOfOrder.load(id);
  }
}
