import { Field, ID, ObjectType } from 'type-graphql';
import type { Credential } from '../../domains/credentials/index.ts';
import { CredentialStateEnum, ModeEnum, RevokeReasonEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';

@ObjectType('Credential', {
  description:
    'One way in for the organisation, with its scopes. Its token is shown once, when it is made, and never here.',
})
export class CredentialType {
  @Field(() => ID, { simple: true, description: 'Its public id, `crd_…`: no secret.' })
  id!: string;

  @Field(() => String, { simple: true, description: 'What it is for, as the operator named it.' })
  name!: string;

  @Field(() => ModeEnum, { simple: true, description: 'The mode that it belongs to.' })
  mode!: string;

  @Field(() => CredentialStateEnum, {
    simple: true,
    description: 'Whether it is accepted; one that is active may have expired, see `expiresAt`.',
  })
  state!: string;

  @Field(() => [String], { simple: true, description: 'The scopes granted to it, sorted.' })
  scopes!: string[];

  @Field(() => [String], {
    simple: true,
    description: 'Ranges of addresses (CIDR) that it is accepted from; from everywhere where the list is empty.',
  })
  allowedAddresses!: readonly string[];

  @Field(() => Boolean, { simple: true, description: 'Whether it runs registered documents only.' })
  trustedDocumentsOnly!: boolean;

  @Field(() => DateTime, { simple: true, description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When it stops working; null where it does not expire.',
  })
  expiresAt!: Date | null;

  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: 'The credential that replaces it; null until it is rotated.',
  })
  replacedBy!: string | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'Until when it works beside its replacement; null until it is rotated.',
  })
  overlapEndsAt!: Date | null;

  @Field(() => DateTime, { simple: true, nullable: true, description: 'When it was revoked; null where it was not.' })
  revokedAt!: Date | null;

  @Field(() => RevokeReasonEnum, {
    simple: true,
    nullable: true,
    description: 'Why it was revoked; null where it was not.',
  })
  revokeReason!: string | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When it was last used, to the minute; null where it never was.',
  })
  lastUsedAt!: Date | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The address that it was last used from.' })
  lastUsedAddress!: string | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description:
      'When its secret was last seen where it must never be, such as in a browser: revoke it. Null where it never was.',
  })
  exposedAt!: Date | null;
}

/** A credential as the API shows it. */
export const toCredential = (credential: Credential): CredentialType => ({
  ...credential,
  scopes: [...credential.scopes].sort(),
});

export const CredentialConnectionType = connectionOf('Credential', () => CredentialType);

@ObjectType('RotateCredentialPayload', { description: 'What a rotation made.' })
export class RotateCredentialPayloadType {
  @Field(() => CredentialType, { simple: true, description: 'The new credential.' })
  credential!: CredentialType;

  @Field(() => String, {
    simple: true,
    description: 'The token of the new credential: a secret, shown this once. Store it where secrets are kept.',
  })
  token!: string;

  @Field(() => CredentialType, { simple: true, description: 'The old credential, which works until `overlapEndsAt`.' })
  replaced!: CredentialType;
}

@ObjectType('RevokeCredentialPayload', { description: 'What a revocation ended.' })
export class RevokeCredentialPayloadType {
  @Field(() => CredentialType, { simple: true, description: 'The credential, revoked.' })
  credential!: CredentialType;
}
