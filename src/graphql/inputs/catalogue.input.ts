import { IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import type { PackageFilter, PackageSort, Range } from '../../domains/catalogue/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { CURRENCY_DECIMALS, type Currency, parseMoney } from '../../kernel/money.ts';
import { CoverageTypeEnum, PackageSortEnum, PackageStatusEnum } from '../enums.ts';
import { Decimal } from '../scalars.ts';
import { BoundedText, PackageId } from './bounded-text.ts';
import { PageArgs } from './page.args.ts';

const MB_MAX = 1_048_576;

@InputType('IntRange', { description: 'An inclusive range of whole numbers; an end left out is open.' })
export class IntRangeInput {
  @IsOptional()
  @IsInt({ message: 'a whole number' })
  @Min(0, { message: `0 to ${MB_MAX}` })
  @Max(MB_MAX, { message: `0 to ${MB_MAX}` })
  @Field(() => Int, { nullable: true, description: `The least value, 0 to ${MB_MAX}.` })
  min?: number | null;

  @IsOptional()
  @IsInt({ message: 'a whole number' })
  @Min(0, { message: `0 to ${MB_MAX}` })
  @Max(MB_MAX, { message: `0 to ${MB_MAX}` })
  @Field(() => Int, { nullable: true, description: `The greatest value, 0 to ${MB_MAX}.` })
  max?: number | null;
}

@InputType('MoneyRange', { description: 'An inclusive range of amounts in one currency; an end left out is open.' })
export class MoneyRangeInput {
  @IsIn(Object.keys(CURRENCY_DECIMALS), { message: 'an ISO 4217 code that the server knows' })
  @Field(() => String, { description: 'The currency as an ISO 4217 code; packages in another one are left out.' })
  currency!: Currency;

  @Field(() => Decimal, { nullable: true, description: 'The least amount.' })
  min?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The greatest amount.' })
  max?: string | null;
}

@InputType('PackageFilter', { description: 'What a page of packages is narrowed to. Everything given must hold.' })
export class PackageFilterInput {
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'an ISO 3166-1 alpha-2 code, such as JP' })
  @Field(() => String, {
    nullable: true,
    description: 'Packages that cover this country (ISO 3166-1 alpha-2), regional and global ones too.',
  })
  iso2?: string | null;

  @IsOptional()
  @BoundedText(64)
  @Field(() => String, { nullable: true, description: 'The region, spelt as packages show it: 1 to 64 characters.' })
  region?: string | null;

  @Field(() => CoverageTypeEnum, { nullable: true, description: 'How wide they cover.' })
  coverageType?: string | null;

  @Field(() => PackageStatusEnum, { nullable: true, description: 'Whether they can be sold freely.' })
  status?: string | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => IntRangeInput, { nullable: true, description: 'Data in megabytes.' })
  dataMb?: IntRangeInput | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => IntRangeInput, { nullable: true, description: 'Validity in days.' })
  validityDays?: IntRangeInput | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => MoneyRangeInput, { nullable: true, description: 'What an order costs the organisation.' })
  netPrice?: MoneyRangeInput | null;

  @IsOptional()
  @BoundedText(64)
  @Field(() => String, {
    nullable: true,
    description: 'Text within the display name or the packageId, in any case: 1 to 64 characters.',
  })
  text?: string | null;
}

const intRange = (input: IntRangeInput | null | undefined): Range<number> | undefined =>
  input ? { min: input.min ?? undefined, max: input.max ?? undefined } : undefined;

const moneyRange = (input: MoneyRangeInput | null | undefined): Range<bigint> | undefined => {
  if (!input) return undefined;
  const minor = (amount: string | null | undefined, end: string) =>
    amount ? parseMoney(amount, input.currency, `filter.netPrice.${end}`).minor : undefined;
  return { min: minor(input.min, 'min'), max: minor(input.max, 'max') };
};

const assertOrdered = (range: Range<number> | Range<bigint> | undefined, field: string): void => {
  if (range?.min !== undefined && range.max !== undefined && range.min > range.max) {
    throw badInput({ field: `filter.${field}`, bound: 'min not above max' });
  }
};

/** A filter as the catalogue takes it. Refuses: BAD_USER_INPUT for a range turned round or an amount with too many decimals. */
export const toPackageFilter = (input: PackageFilterInput | null | undefined): PackageFilter => {
  if (!input) return {};
  const filter: PackageFilter = {
    iso2: input.iso2 ?? undefined,
    region: input.region ?? undefined,
    coverageType: input.coverageType ?? undefined,
    status: input.status ?? undefined,
    dataMb: intRange(input.dataMb),
    validityDays: intRange(input.validityDays),
    netPriceMinor: moneyRange(input.netPrice),
    currency: input.netPrice?.currency,
    text: input.text ?? undefined,
  };
  assertOrdered(filter.dataMb, 'dataMb');
  assertOrdered(filter.validityDays, 'validityDays');
  assertOrdered(filter.netPriceMinor, 'netPrice');
  return filter;
};

@ArgsType()
export class VersionArgs {
  @IsOptional()
  @BoundedText(64)
  @Field(() => String, {
    nullable: true,
    description: 'A published catalogue version: 1 to 64 characters; the current one where it is left out.',
  })
  version?: string | null;
}

@ArgsType()
export class PackageArgs extends VersionArgs {
  @PackageId()
  @Field(() => ID, { description: 'The packageId: 1 to 80 of a–z, 0–9 and -.' })
  id!: string;
}

@ArgsType()
export class ChangesArgs {
  @BoundedText(64)
  @Field(() => String, { description: 'The published version that the caller knows: 1 to 64 characters.' })
  since!: string;

  @IsOptional()
  @BoundedText(64)
  @Field(() => String, {
    nullable: true,
    description: 'The published version to compare it with: 1 to 64 characters; the current one where it is left out.',
  })
  until?: string | null;
}

@ArgsType()
export class PackagesArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Field(() => PackageFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: PackageFilterInput | null;

  @Field(() => PackageSortEnum, { defaultValue: 'name', description: 'The order of the page.' })
  sort!: PackageSort;

  @IsOptional()
  @BoundedText(64)
  @Field(() => String, {
    nullable: true,
    description: 'A published catalogue version: 1 to 64 characters; the current one where it is left out.',
  })
  version?: string | null;
}
