import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { getOrder } from '../../domains/orders/index.ts';
import { getRefund } from '../../domains/refunds/index.ts';
import { lookAtKey } from '../../records/idempotency/index.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { KeyArgs } from '../inputs/idempotency.input.ts';
import { IdempotencyOutcomeType } from '../types/idempotency.type.ts';
import { toRefund } from '../types/refund.type.ts';
import { showOrder } from './order.resolver.ts';

@Resolver()
export class IdempotencyResolver {
  @Needs('orders:create')
  @Query(() => IdempotencyOutcomeType, {
    description:
      'What became of an idempotency key, of whichever mutation: settles an unknown outcome in one call, and does nothing.',
  })
  async idempotencyKey(
    @Args(() => KeyArgs) { key, operation: asked = null }: KeyArgs,
    @Ctx() context: ApiContext,
  ): Promise<IdempotencyOutcomeType> {
    const { house, actor } = context;
    const tables = house.database.tables();
    const { state, operation, subjectId } = await lookAtKey(tables, actor, house.clock.now(), {
      operation: asked,
      key,
    });
    if (subjectId === null) return { state, operation, order: null, refund: null };
    const refund = operation === 'requestRefund' ? await getRefund(tables, actor, subjectId) : null;
    const order = await getOrder(tables, actor, { id: refund?.orderId ?? subjectId });
    return { state, operation, order: showOrder(context, order), refund: refund && toRefund(refund) };
  }
}
