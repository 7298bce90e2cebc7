import { Field, ID, Int, ObjectType } from 'type-graphql';
import { IDEMPOTENCY_RETENTION_DAYS } from '../../records/idempotency/index.ts';
import type { Caller } from '../../views/caller.ts';
import { ModeEnum, OrganisationStateEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';

@ObjectType('Viewer', { description: 'The calling credential and its organisation.' })
export class ViewerType {
  @Field(() => ID, { simple: true, description: 'The organisation, `org_…`.' })
  organisationId!: string;

  @Field(() => String, { simple: true, description: "The organisation's name." })
  organisationName!: string;

  @Field(() => OrganisationStateEnum, { simple: true, description: 'Whether the organisation may place orders.' })
  organisationState!: string;

  @Field(() => String, { simple: true, description: "The organisation's currency as an ISO 4217 code." })
  currency!: string;

  @Field(() => String, {
    simple: true,
    description:
      "The organisation's time zone, an IANA name such as `Europe/Berlin`: months, invoices and `period` go by it.",
  })
  timeZone!: string;

  @Field(() => ModeEnum, { simple: true, description: 'The mode that the credential belongs to.' })
  mode!: string;

  @Field(() => ID, { simple: true, description: 'The credential, `crd_…`: its public id, not its secret.' })
  credentialId!: string;

  @Field(() => String, { simple: true, description: "The credential's name." })
  credentialName!: string;

  @Field(() => [String], { simple: true, description: 'The scopes granted to the credential, sorted.' })
  scopes!: string[];

  @Field(() => DateTime, { simple: true, description: 'When the credential was issued.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When the credential stops working; null where it does not expire.',
  })
  expiresAt!: Date | null;

  @Field(() => Int, { simple: true, description: 'Days for which an idempotency key is remembered.' })
  idempotencyRetentionDays!: number;
}

/** A caller as the API shows it to itself. */
export const toViewer = (caller: Caller): ViewerType => ({
  organisationId: caller.organisationId,
  organisationName: caller.organisationName,
  organisationState: caller.organisationState,
  currency: caller.currency,
  timeZone: caller.timeZone,
  mode: caller.mode,
  credentialId: caller.credentialId,
  credentialName: caller.credentialName,
  scopes: [...caller.scopes].sort(),
  createdAt: caller.createdAt,
  expiresAt: caller.expiresAt,
  idempotencyRetentionDays: IDEMPOTENCY_RETENTION_DAYS,
});
