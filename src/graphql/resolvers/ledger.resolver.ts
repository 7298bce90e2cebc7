import { Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  countCoveredOrders,
  entryCursor,
  getWallet,
  listEntries,
  listWallets,
  walletAsOf,
} from '../../domains/ledger/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { setWalletTerms } from '../../use-cases/set-wallet-terms.ts';
import type { ApiContext } from '../api-context.ts';
import { Needs } from '../engine/needs.ts';
import {
  LedgerEntriesArgs,
  LowBalanceArgs,
  toCurrency,
  toEntryFilter,
  toThreshold,
  WalletArgs,
} from '../inputs/ledger.input.ts';
import { type Connection, toConnection } from '../types/connection.type.ts';
import {
  LedgerEntryConnectionType,
  type LedgerEntryType,
  LowBalancePayloadType,
  toLedgerEntry,
  toWallet,
  WalletType,
} from '../types/ledger.type.ts';
import { toMoney } from '../types/money.type.ts';

@Resolver(() => WalletType)
export class LedgerResolver {
  @Needs('ledger:read')
  @Query(() => WalletType, {
    description:
      'One wallet of the organisation, now or as its ledger had it at a moment. Nothing is ever converted between wallets. Refuses CURRENCY_NOT_APPROVED, BAD_USER_INPUT.',
  })
  async wallet(
    @Args(() => WalletArgs) { currency, asOf }: WalletArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<WalletType> {
    const tables = house.database.tables();
    const now = house.clock.now(actor);
    if (asOf && asOf > now) throw badInput({ field: 'asOf', bound: 'not in the future' });
    const wallet = await getWallet(tables, actor, toCurrency(currency, actor.currency));
    return asOf ? toWallet(await walletAsOf(tables, actor, wallet, asOf), asOf) : toWallet(wallet, now);
  }

  @Needs('ledger:read')
  @Query(() => [WalletType], {
    complexity: 5,
    description: 'All wallets of the organisation, one for each currency that it is approved for, by currency.',
  })
  async wallets(@Ctx() { house, actor }: ApiContext): Promise<WalletType[]> {
    const now = house.clock.now(actor);
    return (await listWallets(house.database.tables(), actor)).map((wallet) => toWallet(wallet, now));
  }

  @FieldResolver(() => Int, {
    nullable: true,
    complexity: 5,
    description:
      'About how many more orders of your usual mix it covers: the available balance and the credit line over the mean net price of its last 100 orders. Null where it had none.',
  })
  coversOrders(@Root() { stored }: WalletType, @Ctx() { house, actor }: ApiContext): Promise<number | null> {
    return countCoveredOrders(house.database.tables(), actor, stored);
  }

  @Needs('webhooks:manage')
  @Mutation(() => LowBalancePayloadType, {
    description:
      'Sets below which available balance `wallet.low_balance` is told; at once where it is below already. Refuses CURRENCY_NOT_APPROVED, BAD_USER_INPUT.',
  })
  async setLowBalanceThreshold(
    @Args(() => LowBalanceArgs) { currency: code, amount }: LowBalanceArgs,
    @Ctx() { house, actor, requestId }: ApiContext,
  ): Promise<LowBalancePayloadType> {
    const currency = toCurrency(code, actor.currency);
    const lowBalanceMinor = toThreshold(amount, currency);
    await setWalletTerms(house, { actor, requestId }, { currency, lowBalanceMinor });
    return { threshold: lowBalanceMinor === null ? null : toMoney(lowBalanceMinor, currency) };
  }

  @Needs('ledger:read')
  @Query(() => LedgerEntryConnectionType, {
    description:
      'Every movement of money in one wallet, the last one first: by `sequence`, also where the clock of a sandbox was set back meanwhile. Refuses BAD_USER_INPUT.',
  })
  async ledgerEntries(
    @Args(() => LedgerEntriesArgs) { currency, filter, first, after }: LedgerEntriesArgs,
    @Ctx() { house, actor }: ApiContext,
  ): Promise<Connection<LedgerEntryType>> {
    const wallet = toCurrency(currency, actor.currency);
    const tables = house.database.tables();
    const page = await listEntries(tables, actor, wallet, toEntryFilter(filter), first, after ?? null);
    return toConnection(page, after, toLedgerEntry, entryCursor);
  }
}
