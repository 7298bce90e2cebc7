import { Field, ID, ObjectType } from 'type-graphql';
import type { Refund } from '../../domains/refunds/index.ts';
import { Needs } from '../engine/needs.ts';
import { RefundReasonEnum, RefundStatusEnum } from '../refund-enums.ts';
import { DateTime } from '../scalars.ts';
import { MoneyType, toMoney } from './money.type.ts';
import { OrderType } from './order.type.ts';

@ObjectType('Refund', {
  description: "That an order's net price is asked back, and what became of it. Money moves where it is COMPLETED.",
})
export class RefundType {
  @Field(() => ID, { simple: true, description: 'Our id, `rfd_…`; ids sort by time.' })
  id!: string;

  @Field(() => RefundStatusEnum, { simple: true, description: 'Where it stands.' })
  status!: string;

  @Field(() => RefundReasonEnum, { simple: true, description: 'Why it was asked for.' })
  reason!: string;

  @Field(() => String, { simple: true, nullable: true, description: 'What the partner added, as it was sent.' })
  note!: string | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'What the operator says to a refund that was rejected; null otherwise.',
  })
  rejection!: string | null;

  @Needs('ledger:read')
  @Field(() => MoneyType, { simple: true, nullable: true, description: 'What is given back.' })
  amount!: MoneyType | null;

  @Field(() => DateTime, { simple: true, description: 'When it was asked for.' })
  requestedAt!: Date;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When the operator approved or rejected it; null until then.',
  })
  decidedAt!: Date | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When the money was given back; null until then.',
  })
  completedAt!: Date | null;
}

/** A refund as the API shows it. */
export const toRefund = (refund: Refund): RefundType => ({
  id: refund.id,
  status: refund.status,
  reason: refund.reason,
  note: refund.note,
  rejection: refund.rejection,
  amount: toMoney(refund.amountMinor, refund.currency),
  requestedAt: refund.requestedAt,
  decidedAt: refund.decidedAt,
  completedAt: refund.completedAt,
});

@ObjectType('RefundPayload', { description: 'What requestRefund answers.' })
export class RefundPayloadType {
  @Field(() => RefundType, { simple: true, description: 'The refund as it stands.' })
  refund!: RefundType;

  @Field(() => OrderType, { simple: true, description: 'The order as it stands.' })
  order!: OrderType;

  @Field(() => Boolean, { simple: true, description: 'True where the key was used before: nothing was done again.' })
  replayed!: boolean;
}
