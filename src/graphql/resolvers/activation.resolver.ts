import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { qrPng, qrSvg } from '../../domains/esims/index.ts';
import { Fault } from '../../kernel/fault.ts';
import { readActivation } from '../../use-cases/read-activation.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { ActivationType, toActivation } from '../types/activation.type.ts';
import { EsimType } from '../types/esim.type.ts';

/** Whether a field stands below the rows of a list. */
const isInList = ({ path }: GraphQLResolveInfo): boolean => {
  for (let place: typeof path | undefined = path; place; place = place.prev) {
    if (typeof place.key === 'number') return true;
  }
  return false;
};

@Resolver(() => EsimType)
export class EsimActivationResolver {
  @Needs('activation:read')
  @FieldResolver(() => ActivationType, {
    nullable: true,
    complexity: 10,
    description:
      'What installs it; null where `activationAvailable` is false. Each reading is recorded with the credential that read. Refuses ACTIVATION_IN_LIST below the rows of a list.',
  })
  async activation(
    @Root() { iccid, activationAvailable }: EsimType,
    @Ctx() { house, actor, requestId }: ApiContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ActivationType | null> {
    if (isInList(info)) throw new Fault('ACTIVATION_IN_LIST');
    if (!activationAvailable) return null;
    return toActivation(await readActivation(house, { actor, requestId }, { iccid }));
  }
}

@Resolver(() => ActivationType)
export class ActivationResolver {
  @FieldResolver(() => String, { description: 'Its QR code, the text of an SVG with a quiet zone.' })
  qrSvg(@Root() { lpaCode }: ActivationType): Promise<string> {
    return qrSvg(lpaCode);
  }

  @FieldResolver(() => String, { description: 'The same QR code, a PNG in a `data:` URL.' })
  qrPng(@Root() { lpaCode }: ActivationType): Promise<string> {
    return qrPng(lpaCode);
  }
}
