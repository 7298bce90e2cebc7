import { IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { OrderName } from '../../domains/orders/index.ts';
import type { RefundReason } from '../../domains/refunds/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { REMARK_MAX } from '../../kernel/remark.ts';
import { RefundReasonEnum } from '../refund-enums.ts';
import { BoundedText, Reference } from './bounded-text.ts';

@InputType('CancelOrderInput', { description: 'Which order to cancel: one of the two, not both.' })
export class CancelOrderInput {
  @IsOptional()
  @Matches(/^ord_[0-9a-z]{26}$/, { message: 'an order id, ord_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'Our id, `ord_…`.' })
  orderId?: string | null;

  @IsOptional()
  @Reference()
  @Field(() => String, { nullable: true, description: "The partner's own id." })
  partnerOrderId?: string | null;
}

@InputType('RequestRefundInput', { description: 'Which order to refund, by one of the two ids, and why.' })
export class RequestRefundInput extends CancelOrderInput {
  @Field(() => RefundReasonEnum, { description: 'Why.' })
  reason!: RefundReason;

  @IsOptional()
  @BoundedText(REMARK_MAX)
  @Field(() => String, {
    nullable: true,
    description: 'What the operator should know: 1 to 500 characters. Never put personal data in it.',
  })
  note?: string | null;
}

/** The name of the order that an input is about. Refuses: BAD_USER_INPUT unless exactly one is given. */
export const toNameOf = ({ orderId, partnerOrderId }: CancelOrderInput): OrderName => {
  if (orderId && !partnerOrderId) return { id: orderId };
  if (partnerOrderId && !orderId) return { partnerOrderId };
  throw badInput({ field: 'input', bound: 'orderId or partnerOrderId, one of the two' });
};

@ArgsType()
export class CancelOrderArgs {
  @ValidateNested()
  @Field(() => CancelOrderInput, { description: 'Which order.' })
  input!: CancelOrderInput;
}

@ArgsType()
export class RequestRefundArgs {
  @ValidateNested()
  @Field(() => RequestRefundInput, { description: 'Which order, and why.' })
  input!: RequestRefundInput;
}
