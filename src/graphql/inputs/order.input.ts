import { ArrayMaxSize, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { OrderFilter, OrderName, OrderState } from '../../domains/orders/index.ts';
import { CURRENCY_DECIMALS, type Currency, parseMoney } from '../../kernel/money.ts';
import type { PlaceOrder } from '../../use-cases/place-order.ts';
import { OrderStatusEnum } from '../enums.ts';
import { DateTime, Decimal } from '../scalars.ts';
import { BoundedText, PackageId, Reference } from './bounded-text.ts';
import { PageArgs } from './page.args.ts';
import { periodOf } from './period.ts';

@InputType('MoneyInput', { description: 'An exact amount with its currency.' })
export class MoneyInput {
  @Field(() => Decimal, { description: "The amount, with at most the currency's decimals." })
  amount!: string;

  @IsIn(Object.keys(CURRENCY_DECIMALS), { message: 'an ISO 4217 code that the server knows' })
  @Field(() => String, { description: 'The currency as an ISO 4217 code.' })
  currency!: Currency;
}

@InputType('CreateOrderInput', {
  description: 'What to order. The whole of it is what the idempotency key is bound to.',
})
export class CreateOrderInput {
  @PackageId()
  @Field(() => ID, { description: 'The package: 1 to 80 of a–z, 0–9 and -.' })
  packageId!: string;

  @Reference()
  @Field(() => String, {
    description:
      "The partner's own id, unique for the organisation and mode: 1 to 128 of A–Z a–z 0–9 . _ : / # -, the first one a letter or a digit.",
  })
  partnerOrderId!: string;

  @IsOptional()
  @BoundedText(255)
  @Field(() => String, {
    nullable: true,
    description:
      'A reference to the customer, given back as it came: 1 to 255 characters. Never put personal data in it.',
  })
  customerReference?: string | null;

  @IsOptional()
  @BoundedText(64)
  @Field(() => String, {
    nullable: true,
    description:
      'The catalogue version in which the package was read; the order is refused where it is not the current one any more.',
  })
  catalogueVersion?: string | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => MoneyInput, {
    nullable: true,
    description: 'The net price that is expected; the order is refused where it is another one.',
  })
  expectedNetPrice?: MoneyInput | null;
}

@InputType('QuoteInput', { description: 'What would be ordered.' })
export class QuoteInput extends CreateOrderInput {}

/** An order as the use-case takes it: what was left out is null, so that it means the same to the key. */
export const toPlaceOrder = (input: CreateOrderInput): PlaceOrder => ({
  packageId: input.packageId,
  partnerOrderId: input.partnerOrderId,
  customerReference: input.customerReference ?? null,
  catalogueVersion: input.catalogueVersion ?? null,
  expectedNetPrice: input.expectedNetPrice
    ? {
        amountMinor: String(
          parseMoney(input.expectedNetPrice.amount, input.expectedNetPrice.currency, 'input.expectedNetPrice.amount')
            .minor,
        ),
        currency: input.expectedNetPrice.currency,
      }
    : null,
});

@InputType('OrderBy', { description: 'How an order is named: exactly one of the two.' })
export class OrderByInput {
  @IsOptional()
  @Matches(/^ord_[0-9a-z]{26}$/, { message: 'an order id, ord_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'Our id, `ord_…`.' })
  id?: string | null;

  @IsOptional()
  @Reference()
  @Field(() => String, { nullable: true, description: "The partner's own id." })
  partnerOrderId?: string | null;
}

/** The name of an order; GraphQL makes sure that exactly one is given. */
export const toOrderName = ({ id, partnerOrderId }: OrderByInput): OrderName =>
  id ? { id } : { partnerOrderId: partnerOrderId ?? '' };

const STATUSES_MAX = 8;

@InputType('OrderFilter', { description: 'What a page of orders is narrowed to. Everything given must hold.' })
export class OrderFilterInput {
  @IsOptional()
  @ArrayMaxSize(STATUSES_MAX, { message: `at most ${STATUSES_MAX} of them` })
  @Field(() => [OrderStatusEnum], { nullable: true, description: 'Any of these; at most 8.' })
  status?: OrderState[] | null;

  @IsOptional()
  @PackageId()
  @Field(() => ID, { nullable: true, description: 'The package.' })
  packageId?: string | null;

  @IsOptional()
  @BoundedText(255)
  @Field(() => String, { nullable: true, description: 'The reference to the customer, exactly.' })
  customerReference?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Placed at this moment or later.' })
  createdFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Placed before this moment.' })
  createdBefore?: Date | null;
}

/** A filter as the orders take it. Refuses: BAD_USER_INPUT for a period turned round. */
export const toOrderFilter = (input: OrderFilterInput | null | undefined): OrderFilter => ({
  statuses: input?.status?.length ? input.status : undefined,
  packageId: input?.packageId ?? undefined,
  customerReference: input?.customerReference ?? undefined,
  ...periodOf(input),
});

@ArgsType()
export class OrdersArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Field(() => OrderFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: OrderFilterInput | null;
}

@ArgsType()
export class OrderByArgs {
  @ValidateNested()
  @Field(() => OrderByInput, { description: 'Which order.' })
  by!: OrderByInput;
}

@ArgsType()
export class CreateOrderArgs {
  @ValidateNested()
  @Field(() => CreateOrderInput, { description: 'What to order.' })
  input!: CreateOrderInput;
}

@ArgsType()
export class QuoteArgs {
  @ValidateNested()
  @Field(() => QuoteInput, { description: 'What would be ordered.' })
  input!: QuoteInput;
}
