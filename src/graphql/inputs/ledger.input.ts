import { ArrayMaxSize, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { EntryFilter, EntryType } from '../../domains/ledger/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { type Currency, isCurrency, parseMoney } from '../../kernel/money.ts';
import { LedgerEntryTypeEnum } from '../enums.ts';
import { DateTime, Decimal } from '../scalars.ts';
import { PageArgs } from './page.args.ts';
import { periodOf } from './period.ts';

const TYPES_MAX = 6;

@InputType('LedgerFilter', { description: 'What a page of ledger entries is narrowed to. Everything given must hold.' })
export class LedgerFilterInput {
  @IsOptional()
  @ArrayMaxSize(TYPES_MAX, { message: `at most ${TYPES_MAX} of them` })
  @Field(() => [LedgerEntryTypeEnum], { nullable: true, description: 'Any of these; at most 6.' })
  type?: EntryType[] | null;

  @IsOptional()
  @Matches(/^ord_[0-9a-z]{26}$/, { message: 'an order id, ord_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'The order that they are about.' })
  orderId?: string | null;

  @IsOptional()
  @Matches(/^inv_[0-9a-z]{26}$/, { message: 'an invoice id, inv_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'The invoice that they are about: its true-up, payments, credits.' })
  invoiceId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Booked at this moment or later.' })
  createdFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Booked before this moment.' })
  createdBefore?: Date | null;
}

/** A filter as the ledger takes it. Refuses: BAD_USER_INPUT for a period turned round. */
export const toEntryFilter = (input: LedgerFilterInput | null | undefined): EntryFilter => ({
  types: input?.type?.length ? [...new Set(input.type)] : undefined,
  orderId: input?.orderId ?? undefined,
  invoiceId: input?.invoiceId ?? undefined,
  ...periodOf(input),
});

const CURRENCY = "The wallet's currency as an ISO 4217 code; the organisation's own where it is left out.";

/** A currency as it was asked for. Refuses: BAD_USER_INPUT for one that is not known. */
export const toCurrency = (text: string | null | undefined, own: string): Currency => {
  const code = text ?? own;
  if (!isCurrency(code))
    throw badInput({ field: 'currency', bound: 'an ISO 4217 code of a currency that is used here' });
  return code;
};

@ArgsType()
export class WalletArgs {
  @Field(() => String, { nullable: true, description: CURRENCY })
  currency?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The moment of which the balances are; now where it is left out. Not in the future.',
  })
  asOf?: Date | null;
}

@ArgsType()
export class LowBalanceArgs {
  @Field(() => String, { nullable: true, description: CURRENCY })
  currency?: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Below this available balance the wallet is low; more than 0. Null has nobody told.',
  })
  amount?: string | null;
}

/** A threshold in minor units; null for none. Refuses: BAD_USER_INPUT. */
export const toThreshold = (amount: string | null | undefined, currency: Currency): bigint | null => {
  if (amount === null || amount === undefined) return null;
  const { minor } = parseMoney(amount, currency);
  if (minor <= 0n) throw badInput({ field: 'amount', bound: 'more than 0' });
  return minor;
};

@ArgsType()
export class LedgerProofArgs {
  @Matches(/^ent_[0-9a-z]{26}$/, { message: 'an entry id, ent_ and 26 characters' })
  @Field(() => ID, { description: 'The id of the entry, `ent_…`.' })
  entryId!: string;
}

@ArgsType()
export class LedgerEntriesArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: CURRENCY })
  currency?: string | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => LedgerFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: LedgerFilterInput | null;
}
