import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { DateTime } from '../scalars.ts';
import { LedgerPublicKeyType, toLedgerPublicKeys } from '../types/ledger-proof.type.ts';
import { toViewer, ViewerType } from '../types/viewer.type.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Needs.anyCredential()
  @Query(() => ViewerType, { description: 'The calling credential: its organisation, mode, scopes and expiry.' })
  viewer(@Ctx() { actor }: ApiContext): ViewerType {
    return toViewer(actor);
  }

  @FieldResolver(() => DateTime, {
    description:
      "The organisation's own time: the real one, and in the sandbox as far ahead of it as `sandboxAdvanceClock` has moved it.",
  })
  now(@Ctx() { house, actor }: ApiContext): Date {
    return house.clock.now(actor);
  }

  @FieldResolver(() => [LedgerPublicKeyType], {
    description:
      'The keys that verify ledger checkpoints, the current one first. Keep them where you verify: a proof is worth as much as the key that you pinned.',
  })
  ledgerPublicKeys(@Ctx() { house }: ApiContext): LedgerPublicKeyType[] {
    return toLedgerPublicKeys(house.keyRing.publicKeys());
  }
}
