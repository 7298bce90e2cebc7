import { Field, ObjectType } from 'type-graphql';
import type { Currency } from '../../kernel/money.ts';
import { formatMinor } from '../../kernel/money.ts';
import { Decimal } from '../scalars.ts';

@ObjectType('Money', { description: 'An exact amount, always with its currency.' })
export class MoneyType {
  @Field(() => Decimal, {
    simple: true,
    description: "The amount with exactly the currency's decimals, such as `12.50`.",
  })
  amount!: string;

  @Field(() => String, { simple: true, description: 'The currency as an ISO 4217 code, such as `USD`.' })
  currency!: string;
}

/** Money as the API shows it, from minor units. */
export const toMoney = (minor: bigint, currency: string): MoneyType => ({
  amount: formatMinor(minor, currency as Currency), // every stored currency was checked when it was written
  currency,
});
