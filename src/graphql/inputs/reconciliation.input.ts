import { Matches } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';

@ArgsType()
export class ReconciliationArgs {
  @Matches(/^20\d{2}-(0[1-9]|1[0-2])$/, { message: 'a month such as 2026-11' })
  @Field(() => String, { description: "The month, such as `2026-11`, in the organisation's time zone." })
  period!: string;

  @Field(() => String, {
    nullable: true,
    description: "The wallet's currency as an ISO 4217 code; the organisation's own where it is left out.",
  })
  currency?: string | null;
}
