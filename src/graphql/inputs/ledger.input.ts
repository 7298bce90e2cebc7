import { ArrayMaxSize, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { EntryFilter, EntryType } from '../../domains/ledger/index.ts';
import { LedgerEntryTypeEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';
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

  @Field(() => DateTime, { nullable: true, description: 'Booked at this moment or later.' })
  createdFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Booked before this moment.' })
  createdBefore?: Date | null;
}

/** A filter as the ledger takes it. Refuses: BAD_USER_INPUT for a period turned round. */
export const toEntryFilter = (input: LedgerFilterInput | null | undefined): EntryFilter => ({
  types: input?.type?.length ? input.type : undefined,
  orderId: input?.orderId ?? undefined,
  ...periodOf(input),
});

@ArgsType()
export class LedgerEntriesArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Field(() => LedgerFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: LedgerFilterInput | null;
}
