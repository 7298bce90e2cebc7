import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import type { DisputeReason, InvoiceFilter, InvoiceState } from '../../domains/invoices/index.ts';
import { REMARK_MAX } from '../../kernel/remark.ts';
import { DisputeReasonEnum, InvoiceStatusEnum } from '../invoice-enums.ts';
import { BoundedText } from './bounded-text.ts';
import { PageArgs } from './page.args.ts';

/** Bounds the id of an invoice. */
const InvoiceId = (): PropertyDecorator =>
  Matches(/^inv_[0-9a-z]{26}$/, { message: 'an invoice id, inv_ and 26 characters' });

const STATUSES_MAX = 4;
const LINES_MAX = 100;
const PURCHASE_ORDER_MAX = 64;

@ArgsType()
export class InvoiceArgs {
  @InvoiceId()
  @Field(() => ID, { description: 'The invoice, `inv_…`.' })
  id!: string;
}

@InputType('InvoiceFilter', { description: 'What a page of invoices is narrowed to. Everything given must hold.' })
export class InvoiceFilterInput {
  @IsOptional()
  @ArrayMaxSize(STATUSES_MAX, { message: `at most ${STATUSES_MAX} of them` })
  @Field(() => [InvoiceStatusEnum], { nullable: true, description: 'Any of these; at most 4.' })
  status?: InvoiceState[] | null;

  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'an ISO 4217 code' })
  @Field(() => String, { nullable: true, description: 'The currency of their wallet as an ISO 4217 code.' })
  currency?: string | null;

  @IsOptional()
  @Matches(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, { message: 'a month, such as 2026-11' })
  @Field(() => String, { nullable: true, description: 'Their month, such as `2026-11`.' })
  month?: string | null;
}

/** A filter as the invoices take it. */
export const toInvoiceFilter = (input: InvoiceFilterInput | null | undefined): InvoiceFilter => ({
  statuses: input?.status?.length ? input.status : undefined,
  currency: input?.currency ?? undefined,
  month: input?.month ? `${input.month}-01` : undefined,
});

@ArgsType()
export class InvoicesArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Field(() => InvoiceFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: InvoiceFilterInput | null;
}

const LINES_FIRST_MAX = 200;

@ArgsType()
export class InvoiceLinesArgs extends PageArgs {
  @IsInt({ message: 'a whole number' })
  @Min(1, { message: `1 to ${LINES_FIRST_MAX}` })
  @Max(LINES_FIRST_MAX, { message: `1 to ${LINES_FIRST_MAX}` })
  @Field(() => Int, { defaultValue: 100, description: `How many lines to give, 1 to ${LINES_FIRST_MAX}.` })
  override first!: number;
}

@InputType('DisputeInvoiceInput', { description: 'Which lines of which invoice are wrong, and why.' })
export class DisputeInvoiceInput {
  @InvoiceId()
  @Field(() => ID, { description: 'The invoice, `inv_…`.' })
  invoiceId!: string;

  @Field(() => DisputeReasonEnum, { description: 'Why.' })
  reason!: DisputeReason;

  @IsOptional()
  @BoundedText(REMARK_MAX)
  @Field(() => String, {
    nullable: true,
    description: 'What the operator should know: 1 to 500 characters. Never put personal data in it.',
  })
  note?: string | null;

  @ArrayMinSize(1, { message: `1 to ${LINES_MAX} of them` })
  @ArrayMaxSize(LINES_MAX, { message: `1 to ${LINES_MAX} of them` })
  @Matches(/^ent_[0-9a-z]{26}$/, { each: true, message: 'ids of ledger entries, ent_ and 26 characters' })
  @Field(() => [ID], {
    description: 'The ledger entries of the lines, `ent_…`: captures or the true-up, 1 to 100, each of them once.',
  })
  lines!: string[];
}

@ArgsType()
export class DisputeInvoiceArgs {
  @ValidateNested()
  @Field(() => DisputeInvoiceInput, { description: 'What is wrong.' })
  input!: DisputeInvoiceInput;
}

@InputType('PurchaseOrderInput', { description: "An invoice and the partner's own number for it." })
export class PurchaseOrderInput {
  @InvoiceId()
  @Field(() => ID, { description: 'The invoice, `inv_…`.' })
  invoiceId!: string;

  @IsOptional()
  @BoundedText(PURCHASE_ORDER_MAX)
  @Field(() => String, {
    nullable: true,
    description: 'The purchase-order number: 1 to 64 characters without control characters; null takes it away.',
  })
  purchaseOrder?: string | null;
}

@ArgsType()
export class PurchaseOrderArgs {
  @ValidateNested()
  @Field(() => PurchaseOrderInput, { description: 'Which invoice, and its number.' })
  input!: PurchaseOrderInput;
}
