import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { RecordedRequest } from '../../domains/requests/index.ts';
import { DateTime } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';

@ObjectType('ActivityEntry', {
  description: 'One request of a credential of the organisation. It shows no document, variables or answer.',
})
export class ActivityEntryType {
  @Field(() => ID, { simple: true, description: 'Its id, `rqs_…`; ids sort by time.' })
  id!: string;

  @Field(() => DateTime, { simple: true, description: 'When it was over.' })
  occurredAt!: Date;

  @Field(() => ID, { simple: true, description: 'The credential that sent it.' })
  credentialId!: string;

  @Field(() => String, { simple: true, description: 'The id that its answer had in `X-Request-Id`.' })
  requestId!: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Whether it was a `query` or a `mutation`; null where it was refused before that was known.',
  })
  operationType!: string | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The name that its operation has in the document.',
  })
  operationName!: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The first field of its operation.' })
  rootField!: string | null;

  @Field(() => Int, {
    simple: true,
    description: 'The HTTP status of its answer; 499 where the client closed the connection before it came.',
  })
  httpStatus!: number;

  @Field(() => [String], { simple: true, description: 'The codes of its errors; empty where there were none.' })
  codes!: readonly string[];

  @Field(() => Float, { simple: true, description: 'Milliseconds from its head to the end of its answer.' })
  durationMs!: number;

  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'Its cost in points; null where it was refused before that was known.',
  })
  cost!: number | null;

  @Field(() => String, { simple: true, description: 'The address that it came from.' })
  address!: string;

  @Field(() => String, { simple: true, nullable: true, description: 'What it said of its client in `User-Agent`.' })
  userAgent!: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether the credential was not used from this address before.' })
  isNewAddress!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether the credential did not ask for this root field before.' })
  isNewOperation!: boolean;

  @Field(() => [String], {
    simple: true,
    description:
      'What of the schema it used that is deprecated, by coordinates such as `Invoice.dispute`, sorted; empty where it used nothing of the kind.',
  })
  deprecations!: readonly string[];
}

/** A recorded request as the API shows it. */
export const toActivityEntry = (request: RecordedRequest): ActivityEntryType => ({
  ...request,
  durationMs: Number(request.durationMs),
});

export const ActivityEntryConnectionType = connectionOf('ActivityEntry', () => ActivityEntryType);
