import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { proveEntry } from '../../views/entry-proof.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { LedgerProofArgs } from '../inputs/ledger.input.ts';
import { LedgerProofType, toLedgerProof } from '../types/ledger-proof.type.ts';

/** It reads up to 257 entries and signs. */
const PROOF_COST = 30;

@Resolver(() => LedgerProofType)
export class LedgerProofResolver {
  @Needs('ledger:read')
  @Query(() => LedgerProofType, {
    complexity: PROOF_COST,
    description:
      "Proves one ledger entry of the organisation in the credential's mode, offline and for as long as you keep the answer. Refuses ENTRY_NOT_FOUND, also for another organisation's entry.",
  })
  async ledgerProof(
    @Args(() => LedgerProofArgs) { entryId }: LedgerProofArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<LedgerProofType> {
    return toLedgerProof(await proveEntry(house, actor, entryId));
  }
}
