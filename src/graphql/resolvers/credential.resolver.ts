import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { credentialCursor, getCredential, pageOfCredentials } from '../../domains/credentials/index.ts';
import { revokeCredential } from '../../use-cases/revoke-credential.ts';
import { rotateCredential } from '../../use-cases/rotate-credential.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { RevokeCredentialArgs, RotateCredentialArgs } from '../inputs/credential.input.ts';
import { PageArgs } from '../inputs/page.args.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import {
  CredentialConnectionType,
  type CredentialType,
  RevokeCredentialPayloadType,
  RotateCredentialPayloadType,
  toCredential,
} from '../types/credential.type.ts';

const shownCredential = async ({ house, actor }: ApiContext, id: string): Promise<CredentialType> =>
  toCredential(await getCredential(house.database.tables(), actor, id, house.clock.now()));

@Resolver()
export class CredentialResolver {
  @Needs('credentials:manage')
  @Query(() => CredentialConnectionType, {
    description: "The organisation's credentials in the calling one's mode, newest first; of their secrets nothing.",
  })
  async credentials(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<CredentialType>> {
    const asked = { first, after: after ?? null };
    const page = await pageOfCredentials(house.database.tables(), actor, house.clock.now(), asked);
    return toConnection(page, after, toCredential, credentialCursor);
  }

  @Needs.anyCredential()
  @Mutation(() => RotateCredentialPayloadType, {
    description:
      'Makes a credential that replaces another one and may do exactly what that one may: same scopes, addresses and expiry. A credential may rotate itself; for another one it needs `credentials:manage`, and is refused FORBIDDEN without it. Takes no idempotency key, for a token is shown only once: if the answer is lost, rotate again with the old credential, which works until its overlap ends, as long as the lost one was never used; the lost one ends then. Refuses CREDENTIAL_REPLACED where the replacement is in use.',
  })
  async rotateCredential(
    @Args(() => RotateCredentialArgs) { input }: RotateCredentialArgs,
    @Ctx() context: ApiContext,
  ): Promise<RotateCredentialPayloadType> {
    const { house, actor, requestId } = context;
    const { id: credentialId, overlapHours } = input;
    const rotated = await rotateCredential(house, { actor, requestId }, { credentialId, overlapHours });
    const [credential, replaced] = await Promise.all([
      shownCredential(context, rotated.id),
      shownCredential(context, credentialId),
    ]);
    return { credential, token: rotated.token, replaced };
  }

  @Needs.anyCredential()
  @Mutation(() => RevokeCredentialPayloadType, {
    description:
      'Ends a credential at once and for good: within a second every server refuses it. A credential may revoke itself; for another one it needs `credentials:manage`, and is refused FORBIDDEN without it. Repeated, it refuses CREDENTIAL_NOT_ACTIVE: it has ended.',
  })
  async revokeCredential(
    @Args(() => RevokeCredentialArgs) { id, reason }: RevokeCredentialArgs,
    @Ctx() context: ApiContext,
  ): Promise<RevokeCredentialPayloadType> {
    const { house, actor, requestId } = context;
    await revokeCredential(house, { actor, requestId }, { credentialId: id, reason });
    return { credential: await shownCredential(context, id) };
  }
}
