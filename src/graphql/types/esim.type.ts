import { Field, ID, ObjectType } from 'type-graphql';
import type { Esim } from '../../domains/esims/index.ts';
import { EsimStatusEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';

@ObjectType('Esim', { description: 'The eSIM that an order bought.' })
export class EsimType {
  @Field(() => ID, { simple: true, description: 'Its ICCID, 19 or 20 digits (ITU-T E.118).' })
  iccid!: string;

  @Field(() => EsimStatusEnum, { simple: true, description: 'Where it stands.' })
  status!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether it can be installed now.' })
  activationAvailable!: boolean;

  @Field(() => DateTime, { simple: true, description: 'When it was allocated.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When a device fetched it; null until then, and where its installation was told of first.',
  })
  downloadedAt!: Date | null;

  @Field(() => DateTime, { simple: true, nullable: true, description: 'When it was installed; null until then.' })
  installedAt!: Date | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When its validity is over; null until it is installed.',
  })
  expiresAt!: Date | null;

  /** What its usage, order and package are read by; not shown. */
  stored!: Esim;
}

/** An eSIM as the API shows it. */
export const toEsim = (stored: Esim): EsimType => ({
  iccid: stored.iccid,
  status: stored.status,
  activationAvailable: stored.status === 'ready' || stored.status === 'downloaded',
  createdAt: stored.createdAt,
  downloadedAt: stored.downloadedAt,
  installedAt: stored.installedAt,
  expiresAt: stored.expiresAt,
  stored,
});

export const EsimConnectionType = connectionOf('Esim', () => EsimType);
