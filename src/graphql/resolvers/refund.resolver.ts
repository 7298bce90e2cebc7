import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { getOrder, type OrderState } from '../../domains/orders/index.ts';
import { getRefund, type RefundState } from '../../domains/refunds/index.ts';
import { cancelOrder } from '../../use-cases/cancel-order.ts';
import { requestRefund } from '../../use-cases/request-refund.ts';
import type { ApiContext } from '../api-context.ts';
import { idempotencyKeyOf } from '../engine/idempotency-key.ts';
import { Needs } from '../engine/needs.ts';
import { CancelOrderArgs, RequestRefundArgs, toNameOf } from '../inputs/refund.input.ts';
import { OrderPayloadType, OrderType } from '../types/order.type.ts';
import { RefundPayloadType, RefundType, toRefund } from '../types/refund.type.ts';
import { showOrder } from './order.resolver.ts';

/** What is next for an order whose refund is open. */
const NEXT_OF_REFUND: Readonly<Partial<Record<RefundState, string>>> = {
  requested:
    'Wait: the operator decides the refund that you asked for, and `refund.approved` or `refund.rejected` tells you.',
  approved: 'Wait: the refund is approved, and `refund.completed` tells you when its price is in the wallet again.',
};

/** The states of an order that can have an open refund. */
const REFUNDABLE: readonly string[] = ['esim_ready', 'installed'] satisfies readonly OrderState[];

@Resolver(() => OrderType)
export class RefundResolver {
  @Needs('orders:create')
  @Mutation(() => OrderPayloadType, {
    complexity: 10,
    description:
      'Ends an order whose eSIM no device has; it then costs nothing. A RESERVED order fails at once. For any other `cancellationRequestedAt` is set, and the carrier decides: the order becomes FAILED or REFUNDED, or goes on and `statusReason` says why. Needs an idempotency key: `@idempotent(key:)` here, or the header `Idempotency-Key`. Refuses ORDER_NOT_FOUND, ORDER_NOT_CANCELLABLE, ORDER_CREDITED, REFUND_OPEN, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_PROGRESS.',
  })
  async cancelOrder(
    @Args(() => CancelOrderArgs) { input }: CancelOrderArgs,
    @Ctx() context: ApiContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayloadType> {
    const { house, actor, requestId, facts } = context;
    const key = idempotencyKeyOf(info, context);
    const { id: orderId } = await getOrder(house.database.tables(), actor, toNameOf(input));
    const { result, replayed } = await cancelOrder(house, { actor, requestId, key }, { orderId });
    if (replayed) facts.replayed = true;
    const order = result ?? (await getOrder(house.database.tables(), actor, { id: orderId }));
    return { order: showOrder(context, order), replayed };
  }

  @Needs('orders:create')
  @Mutation(() => RefundPayloadType, {
    complexity: 10,
    description:
      'Asks the net price of an order back whose eSIM is ready or installed. The operator decides; the events `refund.…` tell of it, and no money moves before the refund is COMPLETED. An order has one open refund at most. Needs an idempotency key: `@idempotent(key:)` here, or the header `Idempotency-Key`. Refuses ORDER_NOT_FOUND, ORDER_NOT_REFUNDABLE, ORDER_CREDITED, REFUND_OPEN, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_PROGRESS.',
  })
  async requestRefund(
    @Args(() => RequestRefundArgs) { input }: RequestRefundArgs,
    @Ctx() context: ApiContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RefundPayloadType> {
    const { house, actor, requestId, facts } = context;
    const tables = house.database.tables();
    const key = idempotencyKeyOf(info, context);
    const { id: orderId } = await getOrder(tables, actor, toNameOf(input));
    const asked = { orderId, reason: input.reason, note: input.note ?? null };
    const { result, subject, replayed } = await requestRefund(house, { actor, requestId, key }, asked);
    if (replayed) facts.replayed = true;
    const refund = result ?? (await getRefund(tables, actor, subject));
    const order = await getOrder(tables, actor, { id: orderId });
    return { refund: toRefund(refund), order: showOrder(context, order), replayed };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "What the partner's engineer does next; null where there is nothing to do.",
  })
  nextAction(
    @Root() { id, status, nextAction }: OrderType,
    @Ctx() { loaders }: ApiContext,
  ): string | null | Promise<string | null> {
    if (!REFUNDABLE.includes(status)) return nextAction;
    return loaders.refundOfOrder.load(id).then((refund) => (refund && NEXT_OF_REFUND[refund.status]) ?? nextAction);
  }

  @FieldResolver(() => RefundType, {
    nullable: true,
    description: 'Its latest refund; null where none was asked for.',
  })
  async refund(@Root() { id }: OrderType, @Ctx() { loaders }: ApiContext): Promise<RefundType | null> {
    const refund = await loaders.refundOfOrder.load(id);
    return refund && toRefund(refund);
  }
}
