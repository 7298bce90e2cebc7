import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../scalars.ts';

@ObjectType('SandboxClock', { description: "A sandbox organisation's own time." })
export class SandboxClockType {
  @Field(() => DateTime, { simple: true, description: 'What time it is.' })
  now!: Date;
}
