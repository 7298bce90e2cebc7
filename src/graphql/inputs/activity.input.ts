import { IsBoolean, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { RequestFilter } from '../../domains/requests/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { DateTime } from '../scalars.ts';
import { PageArgs } from './page.args.ts';

@InputType('ActivityFilter', { description: 'What a page of activity is narrowed to. Everything given must hold.' })
export class ActivityFilterInput {
  @IsOptional()
  @Matches(/^crd_[0-9a-z]{26}$/, { message: 'a credential id, crd_ and 26 characters' })
  @Field(() => ID, { nullable: true, description: 'The credential that sent them.' })
  credentialId?: string | null;

  @IsOptional()
  @Matches(/^[_A-Za-z][_0-9A-Za-z]{0,63}$/, { message: 'a GraphQL name of at most 64 characters' })
  @Field(() => String, { nullable: true, description: 'The name of their operation, or its first field.' })
  operation?: string | null;

  @IsOptional()
  @Matches(/^[A-Z][A-Z_]{1,63}$/, { message: 'a code, such as RATE_LIMITED' })
  @Field(() => String, { nullable: true, description: 'A code that they were refused with.' })
  code?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Over at this moment or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Over before this moment.' })
  before?: Date | null;

  @IsOptional()
  @IsBoolean({ message: 'true or false' })
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those whose address or first field was new for their credential.',
  })
  newOnly?: boolean | null;

  @IsOptional()
  @IsBoolean({ message: 'true or false' })
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that used something of the schema that is deprecated.',
  })
  deprecatedOnly?: boolean | null;
}

/** A filter as the domain takes it. Refuses: BAD_USER_INPUT for a period turned round. */
export const toRequestFilter = (input: ActivityFilterInput | null | undefined): RequestFilter => {
  const { credentialId, operation, code, from, before, newOnly, deprecatedOnly } = input ?? {};
  if (from && before && from > before) throw badInput({ field: 'filter.from', bound: 'not after before' });
  return {
    credentialId: credentialId ?? undefined,
    operation: operation ?? undefined,
    code: code ?? undefined,
    from: from ?? undefined,
    before: before ?? undefined,
    newOnly: newOnly ?? undefined,
    deprecatedOnly: deprecatedOnly ?? undefined,
  };
};

@ArgsType()
export class ActivityArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Field(() => ActivityFilterInput, { nullable: true, description: 'What the page is narrowed to.' })
  filter?: ActivityFilterInput | null;
}
