import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { getEsim, INSTALL_PATH, LINKS_LISTED_MAX, listInstallLinks } from '../../domains/esims/index.ts';
import { createInstallLink } from '../../use-cases/create-install-link.ts';
import { revokeInstallLink } from '../../use-cases/revoke-install-link.ts';
import { type ApiContext, publicUrlOf } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { EsimArgs, toIccid } from '../inputs/esim.input.ts';
import { CreateInstallLinkArgs, RevokeInstallLinkArgs } from '../inputs/install-link.input.ts';
import { InstallLinkPayloadType, InstallLinkType, toInstallLink } from '../types/activation.type.ts';

@Resolver(() => InstallLinkType)
export class InstallLinkResolver {
  @Needs('activation:read')
  @Query(() => [InstallLinkType], {
    complexity: 10,
    description: `The newest ${LINKS_LISTED_MAX} install links of an eSIM, newest first, also those that have ended; of their URLs nothing. Refuses ESIM_NOT_FOUND.`,
  })
  async installLinks(
    @Args(() => EsimArgs) { iccid }: EsimArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<readonly InstallLinkType[]> {
    const esim = await getEsim(house.database.tables(), actor, toIccid(iccid));
    return (await listInstallLinks(house.database.tables(), actor, esim.iccid)).map(toInstallLink);
  }

  @Needs('activation:read')
  @Mutation(() => InstallLinkPayloadType, {
    complexity: 10,
    description:
      'Makes a page where a customer installs an eSIM: the right button for an iPhone, an Android phone or a computer, in the name of the organisation. Takes no idempotency key, for the URL is shown only once: if the answer is lost, make another link. Refuses ESIM_NOT_FOUND, ACTIVATION_NOT_AVAILABLE.',
  })
  async createInstallLink(
    @Args(() => CreateInstallLinkArgs) { input }: CreateInstallLinkArgs,
    @Ctx() context: ApiContext,
  ): Promise<InstallLinkPayloadType> {
    const { house, actor, requestId } = context;
    const { days, oneTime } = input;
    const choice = { iccid: toIccid(input.iccid, 'input.iccid'), days, oneTime };
    const { link, token } = await createInstallLink(house, { actor, requestId }, choice);
    return { link: toInstallLink(link), url: publicUrlOf(context, INSTALL_PATH + token) };
  }

  @Needs('activation:read')
  @Mutation(() => InstallLinkType, {
    description:
      'Ends an install link at once: whoever opens it sees nothing of the eSIM. What it showed before cannot be taken back. Repeated, it changes nothing. Refuses INSTALL_LINK_NOT_FOUND.',
  })
  async revokeInstallLink(
    @Args(() => RevokeInstallLinkArgs) { id }: RevokeInstallLinkArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<InstallLinkType> {
    return toInstallLink(await revokeInstallLink(house, { actor, requestId }, { linkId: id }));
  }
}
