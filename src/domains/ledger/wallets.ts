import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Actor, Owner } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/id.ts';
import { type Currency, formatMinor, type Money } from '../../kernel/money.ts';
import type { EventDraft } from '../../records/events/index.ts';
import { lastSequenceBefore } from './billing.ts';
import { ACCOUNT_KINDS, AccountEntity, type EntryEntity, WalletEntity } from './ledger.entity.ts';
import { lowBalance, noteLow } from './low-balance.ts';

type Tables = TablesOf<typeof AccountEntity | typeof EntryEntity | typeof WalletEntity>;

/** A wallet in minor units of its currency. */
export interface WalletBalance {
  readonly currency: string;
  readonly availableMinor: bigint;
  readonly reservedMinor: bigint;
  readonly creditLimitMinor: bigint;
  readonly lowBalanceMinor: bigint | null;
}

/**
 * Refuses: INSUFFICIENT_BALANCE, where an amount of minor units goes beyond the balance and the credit line. The
 * shortfall that it names gives the balance away: it is null for a credential that may not read that.
 */
export const assertCovers = (
  actor: Actor,
  { availableMinor, creditLimitMinor }: Pick<WalletBalance, 'availableMinor' | 'creditLimitMinor'>,
  { minor, currency }: Money,
): void => {
  const shortfallMinor = minor - availableMinor - creditLimitMinor;
  if (shortfallMinor <= 0n) return;
  const isShown = actor.kind !== 'partner' || actor.scopes.has('ledger:read');
  const shortfall = isShown ? { amount: formatMinor(shortfallMinor, currency), currency } : null;
  throw new Fault('INSUFFICIENT_BALANCE', { shortfall });
};

/** Opens an owner's wallet in one currency, empty. Refuses: WALLET_EXISTS. */
export const openWallet = async (tx: Tx, { organisationId, mode }: Owner, currency: Currency): Promise<void> => {
  tx.write(WalletEntity, { organisationId, mode, currency, lowBalanceMinor: null, openedAt: tx.realNow });
  await tx.flush(); // whether there was one is decided here
  for (const kind of ACCOUNT_KINDS) {
    tx.write(AccountEntity, { id: newId('account'), organisationId, mode, currency, kind, balanceMinor: 0n });
  }
};

/** The owner's wallets, one for each currency that it is approved for, by currency. */
export const listWallets = async (tables: Kysely<Tables>, owner: Owner): Promise<readonly WalletBalance[]> => {
  const { rows } = await sql<WalletBalance>`
    select w.currency, w.credit_limit_minor as "creditLimitMinor", w.low_balance_minor as "lowBalanceMinor",
      available.balance_minor as "availableMinor", reserved.balance_minor as "reservedMinor"
    from wallets w
    join accounts available using (organisation_id, mode, currency)
    join accounts reserved using (organisation_id, mode, currency)
    where w.organisation_id = ${owner.organisationId} and w.mode = ${owner.mode}
      and available.kind = 'available' and reserved.kind = 'reserved'
    order by w.currency`.execute(tables);
  return rows;
};

/** One wallet of the owner. Refuses: CURRENCY_NOT_APPROVED. */
export const getWallet = async (tables: Kysely<Tables>, owner: Owner, currency: string): Promise<WalletBalance> => {
  const wallet = (await listWallets(tables, owner)).find((one) => one.currency === currency);
  if (!wallet) throw new Fault('CURRENCY_NOT_APPROVED', { currency });
  return wallet;
};

/** A wallet with the balances that it had at a moment, after the last entry that was booked by then; its terms are those of now. */
export const walletAsOf = async (
  tables: Kysely<Tables>,
  owner: Owner,
  wallet: WalletBalance,
  asOf: Date,
): Promise<WalletBalance> => {
  const last = await tables
    .selectFrom('entries')
    .select(['available_after_minor as availableMinor', 'reserved_after_minor as reservedMinor'])
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode)
    .where('currency', '=', wallet.currency)
    .where('sequence', '=', await lastSequenceBefore(tables, owner, wallet.currency, new Date(asOf.getTime() + 1)))
    .executeTakeFirst();
  return { ...wallet, ...(last ?? { availableMinor: 0n, reservedMinor: 0n }) };
};

/** Orders whose prices say what the usual mix costs. */
const USUAL_ORDERS = 100;

/**
 * About how many more orders a wallet covers: its available balance and credit line over the mean net price of its last
 * 100 orders. Null where it had none.
 */
export const countCoveredOrders = async (
  tables: Kysely<Tables>,
  owner: Owner,
  { currency, availableMinor, creditLimitMinor }: WalletBalance,
): Promise<number | null> => {
  const { rows } = await sql<{ meanMinor: string | null }>`
    select avg(amount_minor)::text as "meanMinor" from (
      select amount_minor from entries
      where organisation_id = ${owner.organisationId} and mode = ${owner.mode} and currency = ${currency} and type = 'reserve'
      order by sequence desc limit ${USUAL_ORDERS}
    ) latest`.execute(tables);
  const mean = rows[0]?.meanMinor ?? null;
  if (mean === null) return null;
  return Math.max(0, Math.floor(Number(availableMinor + creditLimitMinor) / Number(mean)));
};

/** What is agreed about a wallet; what is left out stays as it is. */
export interface WalletTerms {
  readonly currency: Currency;
  readonly creditLimitMinor?: bigint | undefined;
  /** Null has nobody told. */
  readonly lowBalanceMinor?: bigint | null | undefined;
}

/**
 * Sets what is agreed about a wallet of the owner. A credit line below what is owed already asks nothing back at once: no
 * order is placed until the balance is within it. Gives that the wallet is low, where it has become so; null where not.
 * Refuses: CURRENCY_NOT_APPROVED.
 */
export const setWalletTerms = async (tx: Tx, terms: WalletTerms): Promise<EventDraft | null> => {
  const { organisationId, mode } = tx.owner;
  const { rows } = await sql<Omit<WalletBalance, 'reservedMinor'> & { readonly isLow: boolean }>`
    select w.currency, w.credit_limit_minor as "creditLimitMinor", w.low_balance_minor as "lowBalanceMinor",
      w.is_low as "isLow", a.balance_minor as "availableMinor"
    from wallets w join accounts a using (organisation_id, mode, currency)
    where w.organisation_id = ${organisationId} and w.mode = ${mode} and w.currency = ${terms.currency}
      and a.kind = 'available'
    for update`.execute(tx.tables<Tables>());
  const [wallet] = rows;
  if (!wallet) throw new Fault('CURRENCY_NOT_APPROVED', { currency: terms.currency });
  const { creditLimitMinor = wallet.creditLimitMinor, lowBalanceMinor = wallet.lowBalanceMinor } = terms;
  const { availableMinor } = wallet;
  const key = [organisationId, mode, terms.currency];
  tx.change(
    `update wallets set credit_limit_minor = ?, low_balance_minor = ?, is_low = is_low and ?
      where organisation_id = ? and mode = ? and currency = ?`,
    [creditLimitMinor, lowBalanceMinor, lowBalanceMinor !== null, ...key],
  );
  tx.change(
    `update accounts set floor_minor = least(-?::bigint, balance_minor)
      where organisation_id = ? and mode = ? and currency = ? and kind = 'available'`,
    [creditLimitMinor, ...key],
  );
  await tx.flush();
  const changed = { lowBalanceMinor, isLow: wallet.isLow && lowBalanceMinor !== null };
  return noteLow(tx, terms.currency, changed, availableMinor)
    ? lowBalance(terms.currency, changed, availableMinor)
    : null;
};
