import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';

const FIRST_MAX = 200;
const CURSOR_LENGTH_MAX = 2_048;

@ArgsType()
export class PageArgs {
  @IsInt({ message: 'a whole number' })
  @Min(1, { message: `1 to ${FIRST_MAX}` })
  @Max(FIRST_MAX, { message: `1 to ${FIRST_MAX}` })
  @Field(() => Int, { defaultValue: 50, description: `How many rows to give, 1 to ${FIRST_MAX}.` })
  first!: number;

  @IsOptional()
  @IsString({ message: 'a cursor' })
  @MaxLength(CURSOR_LENGTH_MAX, { message: 'a cursor that a page of this sort gave' })
  @Field(() => String, { nullable: true, description: 'The cursor behind which to go on.' })
  after?: string | null;
}
