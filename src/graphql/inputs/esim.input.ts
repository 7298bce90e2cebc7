import { ArrayMaxSize, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { type EsimFilter, type EsimState, THRESHOLDS_MAX } from '../../domains/esims/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { readIccid } from '../../kernel/iccid.ts';
import { EsimStatusEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';
import { PackageId } from './bounded-text.ts';
import { PageArgs } from './page.args.ts';
import { periodOf } from './period.ts';

/** An ICCID as it is stored. Refuses: BAD_USER_INPUT where it is none; its check digit is not looked at. */
export const toIccid = (text: string, field = 'iccid'): string => {
  const iccid = readIccid(text);
  if (iccid === null) throw badInput({ field, bound: 'an ICCID: 19 or 20 digits that start with 89' });
  return iccid;
};

@ArgsType()
export class EsimArgs {
  @Field(() => ID, {
    description: 'Its ICCID, 19 or 20 digits; spaces, hyphens and a filler F at the end are taken away.',
  })
  iccid!: string;
}

const STATUSES_MAX = 6;

@InputType('EsimFilter', { description: 'What a page of eSIMs is narrowed to. Everything given must hold.' })
export class EsimFilterInput {
  @IsOptional()
  @ArrayMaxSize(STATUSES_MAX, { message: `at most ${STATUSES_MAX} of them` })
  @Field(() => [EsimStatusEnum], { nullable: true, description: `Any of these; at most ${STATUSES_MAX}.` })
  status?: EsimState[] | null;

  @IsOptional()
  @PackageId()
  @Field(() => ID, { nullable: true, description: 'The package that they carry.' })
  packageId?: string | null;

  @IsOptional()
  @Matches(/^ord_[0-9a-z]{26}$/, { message: 'an order id, ord_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'The order that bought them.' })
  orderId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Allocated at this moment or later.' })
  createdFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Allocated before this moment.' })
  createdBefore?: Date | null;
}

/** A filter as the eSIMs take it. Refuses: BAD_USER_INPUT for a period turned round. */
export const toEsimFilter = (input: EsimFilterInput | null | undefined): EsimFilter => ({
  statuses: input?.status?.length ? input.status : undefined,
  packageId: input?.packageId ?? undefined,
  orderId: input?.orderId ?? undefined,
  ...periodOf(input),
});

@ArgsType()
export class EsimsArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Field(() => EsimFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: EsimFilterInput | null;
}

const PERCENTAGE = { each: true, message: '1 to 99 each' };

@ArgsType()
export class UsageThresholdsArgs {
  @ArrayMaxSize(THRESHOLDS_MAX, { message: `at most ${THRESHOLDS_MAX} of them` })
  @IsInt(PERCENTAGE)
  @Min(1, PERCENTAGE)
  @Max(99, PERCENTAGE)
  @Field(() => [Int], { description: `Percentages of an eSIM's data, 1 to 99; at most ${THRESHOLDS_MAX}, or none.` })
  percentages!: number[];
}
