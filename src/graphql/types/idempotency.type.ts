import { Field, ObjectType } from 'type-graphql';
import { KeyedOperationEnum, KeyStateEnum } from '../idempotency-enums.ts';
import { OrderType } from './order.type.ts';
import { RefundType } from './refund.type.ts';

@ObjectType('IdempotencyOutcome', { description: 'What became of an idempotency key.' })
export class IdempotencyOutcomeType {
  @Field(() => KeyStateEnum, { simple: true, description: 'Whether it was seen, and whether its request ended.' })
  state!: string;

  @Field(() => KeyedOperationEnum, {
    simple: true,
    nullable: true,
    description: 'The mutation that it was sent with; null where it was never seen.',
  })
  operation!: string | null;

  @Field(() => OrderType, {
    simple: true,
    nullable: true,
    description: 'The order that its request made, or was about; null unless it is completed.',
  })
  order!: OrderType | null;

  @Field(() => RefundType, {
    simple: true,
    nullable: true,
    description: 'The refund that its request made; null unless that was a requestRefund and is completed.',
  })
  refund!: RefundType | null;
}
