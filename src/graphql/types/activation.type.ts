import { Field, ID, ObjectType } from 'type-graphql';
import {
  type ActivationMaterial,
  androidInstallUrl,
  appleInstallUrl,
  type InstallLink,
  lpaCode,
} from '../../domains/esims/index.ts';
import { DateTime } from '../scalars.ts';

@ObjectType('Activation', {
  description:
    'What installs an eSIM. All of it is a secret: show it to the one customer whose eSIM it is, and keep it nowhere, in no log and in no support text.',
})
export class ActivationType {
  @Field(() => String, {
    simple: true,
    description: 'The activation code, `LPA:1$…`, as a QR code carries it (GSMA SGP.22, section 4.1).',
  })
  lpaCode!: string;

  @Field(() => String, { simple: true, description: 'The SM-DP+ address, to be typed in by hand.' })
  smdpAddress!: string;

  @Field(() => String, {
    simple: true,
    description: 'The matching id, to be typed in by hand; an iPhone calls it the activation code.',
  })
  matchingId!: string;

  @Field(() => String, {
    simple: true,
    description: 'Opened on an iPhone with iOS 17.4 or newer, it installs the eSIM.',
  })
  appleInstallUrl!: string;

  @Field(() => String, { simple: true, description: 'Opened on an Android phone, it installs the eSIM.' })
  androidInstallUrl!: string;
}

/** Activation material as the API shows it; the QR codes are drawn where they are asked for. */
export const toActivation = (material: ActivationMaterial): ActivationType => {
  const code = lpaCode(material);
  return {
    lpaCode: code,
    smdpAddress: material.smdpAddress,
    matchingId: material.matchingId,
    appleInstallUrl: appleInstallUrl(code),
    androidInstallUrl: androidInstallUrl(code),
  };
};

@ObjectType('InstallLink', {
  description: "A page of this server, in the organisation's name, where a customer gets an eSIM onto a phone.",
})
export class InstallLinkType {
  @Field(() => ID, { simple: true, description: 'Its id, `inl_…`.' })
  id!: string;

  @Field(() => ID, { simple: true, description: 'The ICCID of the eSIM that it shows.' })
  iccid!: string;

  @Field(() => DateTime, { simple: true, description: 'When it ends by itself.' })
  expiresAt!: Date;

  @Field(() => Boolean, { simple: true, description: 'Whether it shows the eSIM once and never again.' })
  oneTime!: boolean;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When it showed the eSIM first; null until then. A visit that only looks at the page does not count.',
  })
  openedAt!: Date | null;

  @Field(() => DateTime, { simple: true, nullable: true, description: 'When it was revoked; null where it was not.' })
  revokedAt!: Date | null;

  @Field(() => DateTime, { simple: true, description: 'When it was made.' })
  createdAt!: Date;
}

/** An install link as the API shows it. */
export const toInstallLink = (link: InstallLink): InstallLinkType => link;

@ObjectType('InstallLinkPayload', { description: 'The link that was made.' })
export class InstallLinkPayloadType {
  @Field(() => InstallLinkType, { simple: true, description: 'The link.' })
  link!: InstallLinkType;

  @Field(() => String, {
    simple: true,
    description: 'What the customer opens: a secret, shown this once. Send it to that customer alone.',
  })
  url!: string;
}
