import { IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import type { LiveAccessRequest } from '../../domains/launch/index.ts';
import { REMARK_MAX } from '../../kernel/remark.ts';
import { BoundedText } from './bounded-text.ts';

@InputType('RequestLiveAccessInput', { description: 'What the operator reads before approving live access.' })
export class RequestLiveAccessInput {
  @BoundedText(REMARK_MAX)
  @Field(() => String, {
    description: `How customers get help and how the operator reaches the partner's support: 1 to ${REMARK_MAX} characters.`,
  })
  supportPath!: string;

  @IsOptional()
  @BoundedText(REMARK_MAX)
  @Field(() => String, {
    nullable: true,
    description: `Anything else that the operator should know: 1 to ${REMARK_MAX} characters.`,
  })
  note?: string | null;
}

@ArgsType()
export class RequestLiveAccessArgs {
  @ValidateNested()
  @Field(() => RequestLiveAccessInput, { description: 'What the operator reads.' })
  input!: RequestLiveAccessInput;
}

/** A request as the use-case takes it. */
export const toLiveAccessRequest = ({ supportPath, note }: RequestLiveAccessInput): LiveAccessRequest => ({
  supportPath,
  note: note ?? null,
});
