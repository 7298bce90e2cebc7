import { Field, ID, ObjectType } from 'type-graphql';
import type { Esim } from '../../domains/esims/index.ts';
import { EsimStatusEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';

@ObjectType('Esim', {
  description: 'The eSIM that an order bought. Nothing here installs it: activation material is not shown.',
})
export class EsimType {
  @Field(() => ID, { simple: true, description: 'Its ICCID, 19 or 20 digits (ITU-T E.118).' })
  iccid!: string;

  @Field(() => EsimStatusEnum, { simple: true, description: 'Where it stands.' })
  status!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether it can be installed now.' })
  activationAvailable!: boolean;

  @Field(() => DateTime, { simple: true, description: 'When it was allocated.' })
  createdAt!: Date;
}

/** An eSIM as the API shows it. */
export const toEsim = ({ iccid, status, createdAt }: Esim): EsimType => ({
  iccid,
  status,
  activationAvailable: status === 'ready' || status === 'downloaded',
  createdAt,
});
