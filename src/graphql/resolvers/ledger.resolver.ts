import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { entryCursor, listEntries, listWallets } from '../../domains/ledger/index.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import { LedgerEntriesArgs, toEntryFilter } from '../inputs/ledger.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import {
  LedgerEntryConnectionType,
  type LedgerEntryType,
  toLedgerEntry,
  toWallet,
  WalletType,
} from '../types/ledger.type.ts';

@Resolver()
export class LedgerResolver {
  @Needs('ledger:read')
  @Query(() => WalletType, { description: "The organisation's wallet in its own currency." })
  async wallet(@Ctx() { house, actor }: ApiContext): Promise<WalletType> {
    const wallets = await listWallets(house.database.tables(), actor);
    const own = wallets.find(({ currency }) => currency === actor.currency);
    return toWallet(own ?? { currency: actor.currency, availableMinor: 0n, reservedMinor: 0n });
  }

  @Needs('ledger:read')
  @Query(() => LedgerEntryConnectionType, { description: 'Every movement of money in the wallet, newest first.' })
  async ledgerEntries(
    @Args(() => LedgerEntriesArgs) { filter, first, after }: LedgerEntriesArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<LedgerEntryType>> {
    const page = await listEntries(house.database.tables(), actor, toEntryFilter(filter), first, after ?? null);
    return toConnection(page, after, toLedgerEntry, entryCursor);
  }
}
