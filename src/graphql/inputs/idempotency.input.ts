import { Matches } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import type { KeyedOperation } from '../../records/idempotency/index.ts';
import { KeyedOperationEnum } from '../idempotency-enums.ts';

@ArgsType()
export class KeyArgs {
  @Matches(/^[\x20-\x7e]{1,255}$/, { message: '1 to 255 printable ASCII characters' })
  @Field(() => String, {
    description: 'The key, as it was sent: 1 to 255 printable ASCII characters.',
  })
  key!: string;

  @Field(() => KeyedOperationEnum, {
    nullable: true,
    description:
      'The mutation that it was sent with. Where it is left out, all of them are looked at, and of a key that was used for several the first in the order of the enum counts.',
  })
  operation?: KeyedOperation | null;
}
