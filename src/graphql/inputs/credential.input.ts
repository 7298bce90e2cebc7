import { IsInt, Matches, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { OVERLAP_HOURS_DEFAULT, OVERLAP_HOURS_MAX, type RevokeReason } from '../../domains/credentials/index.ts';
import { RevokeReasonEnum } from '../enums.ts';

/** Bounds a credential's id. */
const CredentialId = (): PropertyDecorator =>
  Matches(/^crd_[0-9a-z]{26}$/, { message: 'a credential id, crd_ and 26 characters' });

const HOURS = { message: `0 to ${OVERLAP_HOURS_MAX}` };

@InputType('RotateCredentialInput', {
  description: 'Which credential to replace, and how long the old one goes on working.',
})
export class RotateCredentialInput {
  @CredentialId()
  @Field(() => ID, { description: 'The credential, `crd_…`: `viewer { credentialId }` is the calling one.' })
  id!: string;

  @IsInt({ message: 'a whole number' })
  @Min(0, HOURS)
  @Max(OVERLAP_HOURS_MAX, HOURS)
  @Field(() => Int, {
    defaultValue: OVERLAP_HOURS_DEFAULT,
    description: `Hours for which the old one works beside the new one, 0 to ${OVERLAP_HOURS_MAX}. With 0 it ends at once.`,
  })
  overlapHours!: number;
}

@ArgsType()
export class RotateCredentialArgs {
  @ValidateNested()
  @Field(() => RotateCredentialInput, { description: 'What to rotate.' })
  input!: RotateCredentialInput;
}

@ArgsType()
export class RevokeCredentialArgs {
  @CredentialId()
  @Field(() => ID, { description: 'The credential, `crd_…`.' })
  id!: string;

  @Field(() => RevokeReasonEnum, { description: 'Why, for the record.' })
  reason!: RevokeReason;
}
