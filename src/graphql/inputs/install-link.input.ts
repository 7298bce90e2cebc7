import { IsInt, Matches, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { LINK_DAYS_DEFAULT, LINK_DAYS_MAX } from '../../domains/esims/index.ts';

const DAYS = { message: `1 to ${LINK_DAYS_MAX}` };

@InputType('CreateInstallLinkInput', { description: 'Which eSIM a link shows, and for how long.' })
export class CreateInstallLinkInput {
  @Field(() => ID, { description: 'The ICCID of an eSIM that can be installed now.' })
  iccid!: string;

  @IsInt({ message: 'a whole number' })
  @Min(1, DAYS)
  @Max(LINK_DAYS_MAX, DAYS)
  @Field(() => Int, {
    defaultValue: LINK_DAYS_DEFAULT,
    description: `Days for which it works, 1 to ${LINK_DAYS_MAX}.`,
  })
  days!: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it shows the eSIM once and never again. What only fetches the link does not use it up.',
  })
  oneTime!: boolean;
}

@ArgsType()
export class CreateInstallLinkArgs {
  @ValidateNested()
  @Field(() => CreateInstallLinkInput, { description: 'The link to make.' })
  input!: CreateInstallLinkInput;
}

@ArgsType()
export class RevokeInstallLinkArgs {
  @Matches(/^inl_[0-9a-z]{26}$/, { message: 'the id of an install link, inl_ and 26 characters' })
  @Field(() => ID, { description: 'The link, `inl_…`.' })
  id!: string;
}
