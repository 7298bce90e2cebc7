import { IsOptional, Matches } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { registerWords } from '../enums.ts';
import { Decimal } from '../scalars.ts';
import { BoundedText } from './bounded-text.ts';

const ANSWER_MAX = 500;

const REFUND_OUTCOMES = ['approved', 'completed', 'rejected'] as const;

export type SandboxRefundOutcome = (typeof REFUND_OUTCOMES)[number];

const RefundOutcomeEnum = registerWords(
  'SandboxRefundOutcome',
  'What the operator does to a refund.',
  REFUND_OUTCOMES,
  {
    approved: 'It becomes APPROVED; no money moves yet.',
    completed: 'It becomes APPROVED where it is not yet, then COMPLETED: the price goes back to the wallet.',
    rejected: 'It becomes REJECTED, also where it was APPROVED; the order stays paid.',
  },
);

const DISPUTE_OUTCOMES = ['accepted', 'rejected'] as const;

export type SandboxDisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];

const DisputeOutcomeEnum = registerWords('SandboxDisputeOutcome', 'How a dispute ends.', DISPUTE_OUTCOMES, {
  accepted: 'It becomes ACCEPTED: what its lines took, or a part of it, goes back to the wallet.',
  rejected: 'It becomes REJECTED; the invoice stays as it is.',
});

@ArgsType()
export class SandboxSettleRefundArgs {
  @Matches(/^rfd_[0-9a-z]{26}$/, { message: 'a refund id, rfd_ and 26 characters' })
  @Field(() => ID, { description: 'The refund, `rfd_…`.' })
  id!: string;

  @Field(() => RefundOutcomeEnum, { description: 'What is done to it.' })
  outcome!: SandboxRefundOutcome;

  @IsOptional()
  @BoundedText(ANSWER_MAX)
  @Field(() => String, {
    nullable: true,
    description:
      'What `rejection` says of one that is REJECTED: 1 to 500 characters; a sentence of ours where it is left out.',
  })
  reason?: string | null;
}

@ArgsType()
export class SandboxSettleDisputeArgs {
  @Matches(/^dsp_[0-9a-z]{26}$/, { message: 'a dispute id, dsp_ and 26 characters' })
  @Field(() => ID, { description: 'The dispute, `dsp_…`.' })
  id!: string;

  @Field(() => DisputeOutcomeEnum, { description: 'How it ends.' })
  outcome!: SandboxDisputeOutcome;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What is given back of one that is ACCEPTED; all that is disputed where it is left out.',
  })
  credit?: string | null;

  @IsOptional()
  @BoundedText(ANSWER_MAX)
  @Field(() => String, {
    nullable: true,
    description: 'What the operator says: 1 to 500 characters; a sentence of ours where one is REJECTED without.',
  })
  answer?: string | null;
}
