import { Field, ID, ObjectType } from 'type-graphql';
import type { Dispute } from '../../domains/invoices/index.ts';
import { DisputeReasonEnum, DisputeStatusEnum } from '../invoice-enums.ts';
import { DateTime } from '../scalars.ts';
import { MoneyType, toMoney } from './money.type.ts';

@ObjectType('Dispute', {
  description: 'That lines of an invoice are wrong, and what became of it. Money moves where it is ACCEPTED.',
})
export class DisputeType {
  @Field(() => ID, { simple: true, description: 'Its id, `dsp_…`; ids sort by time.' })
  id!: string;

  @Field(() => DisputeStatusEnum, { simple: true, description: 'Where it stands.' })
  status!: string;

  @Field(() => DisputeReasonEnum, { simple: true, description: 'Why.' })
  reason!: string;

  @Field(() => String, { simple: true, nullable: true, description: 'What the partner added, as it was sent.' })
  note!: string | null;

  @Field(() => MoneyType, { simple: true, description: 'What the disputed lines come to.' })
  amount!: MoneyType;

  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description: 'What was given back to the wallet: all of it or a part; null unless it is ACCEPTED.',
  })
  credit!: MoneyType | null;

  @Field(() => String, { simple: true, nullable: true, description: 'What the operator says; null until then.' })
  answer!: string | null;

  @Field(() => DateTime, { simple: true, description: 'When it was said.' })
  openedAt!: Date;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When the operator decided it; null until then.',
  })
  decidedAt!: Date | null;

  /** The entry that its credit is read by; not shown. */
  creditEntryId!: string | null;
}

/** A dispute as the API shows it. */
export const toDispute = (dispute: Dispute): DisputeType => ({
  id: dispute.id,
  status: dispute.status,
  reason: dispute.reason,
  note: dispute.note,
  amount: toMoney(dispute.amountMinor, dispute.currency),
  credit: dispute.creditMinor === null ? null : toMoney(dispute.creditMinor, dispute.currency),
  answer: dispute.answer,
  openedAt: dispute.openedAt,
  decidedAt: dispute.decidedAt,
  creditEntryId: dispute.creditEntryId,
});
