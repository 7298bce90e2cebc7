import { Field, ObjectType } from 'type-graphql';
import { isTransient } from '../../kernel/codes.ts';
import type { Fault } from '../../kernel/fault.ts';
import type { OrderQuote } from '../../use-cases/quote-order.ts';
import { Needs } from '../engine/needs.ts';
import { RefusalCodeEnum, RetryEnum } from '../enums.ts';
import { MoneyType, toMoney } from './money.type.ts';
import { PackageType, toPackage } from './package.type.ts';

@ObjectType('Refusal', { description: 'Why a request would be refused, and what to do.' })
export class RefusalType {
  @Field(() => RefusalCodeEnum, { simple: true, description: 'The code that `extensions.code` would have.' })
  code!: string;

  @Field(() => RetryEnum, { simple: true, description: 'Whether to send it again, and with which key.' })
  retry!: string;

  @Field(() => Boolean, {
    simple: true,
    description:
      'True where it passes by itself within moments: the same request, unchanged, may succeed after a pause. False where it does not help before something was corrected or happened.',
  })
  isTransient!: boolean;

  @Field(() => String, { simple: true, description: 'What is wrong, in words.' })
  message!: string;

  @Field(() => String, { simple: true, description: 'What to do next, in words.' })
  next!: string;

  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description:
      'What the wallet lacks, for INSUFFICIENT_BALANCE; null for a credential without `ledger:read`, for it gives the balance away.',
  })
  shortfall!: MoneyType | null;
}

@ObjectType('Quote', { description: 'What createOrder would answer right now, without ordering.' })
export class QuoteType {
  @Field(() => PackageType, {
    simple: true,
    nullable: true,
    description: 'The package at the price of the order; null where it cannot be sold.',
  })
  package!: PackageType | null;

  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description: 'What the order would cost; null where the package cannot be sold.',
  })
  netPrice!: MoneyType | null;

  @Needs('ledger:read')
  @Field(() => MoneyType, {
    simple: true,
    nullable: true,
    description: 'The available balance after the order; null where it would be refused.',
  })
  availableAfter!: MoneyType | null;

  @Field(() => RefusalType, {
    simple: true,
    nullable: true,
    description: 'Why the order would be refused; null where it would be placed.',
  })
  refusal!: RefusalType | null;
}

const toRefusal = (fault: Fault): RefusalType => {
  const { shortfall } = fault.details;
  return {
    code: fault.code,
    retry: fault.row.retry,
    isTransient: isTransient(fault.code),
    message: fault.row.say,
    next: fault.row.next,
    shortfall: isMoney(shortfall) ? shortfall : null,
  };
};

const isMoney = (value: unknown): value is MoneyType =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

/** A quote as the API shows it. */
export const toQuote = ({ offer, price, availableAfterMinor, refusal }: OrderQuote): QuoteType => ({
  package: offer && toPackage(offer),
  netPrice: price && toMoney(price.minor, price.currency),
  availableAfter: price && availableAfterMinor !== null ? toMoney(availableAfterMinor, price.currency) : null,
  refusal: refusal && toRefusal(refusal),
});
