import { sql } from 'kysely';
import type { WalletBalance } from '../domains/ledger/index.ts';
import type { House } from '../door/use-case.ts';
import type { Mode, Owner } from '../kernel/actor.ts';

/** A wallet with the name of the organisation whose it is. */
export interface ListedWallet extends Owner, WalletBalance {
  readonly organisation: string;
  /** Below its threshold. */
  readonly isLow: boolean;
  /** It owes more than its credit line. */
  readonly isOverdrawn: boolean;
}

/** What the operator's list is narrowed to. Everything given must hold. */
interface ListedWalletsFilter {
  readonly mode: Mode | null;
  readonly isLow: boolean;
  readonly isOverdrawn: boolean;
  readonly limit: number;
}

/** The wallets of every owner for the operator, by the organisation's name. */
export const listWalletsOfAll = async (
  { database }: House,
  { mode, isLow, isOverdrawn, limit }: ListedWalletsFilter,
): Promise<readonly ListedWallet[]> => {
  const { rows } = await sql<ListedWallet>`
    select * from (
      select w.organisation_id as "organisationId", n.name as organisation, w.mode, w.currency,
        available.balance_minor as "availableMinor", reserved.balance_minor as "reservedMinor",
        w.credit_limit_minor as "creditLimitMinor", w.low_balance_minor as "lowBalanceMinor", w.is_low as "isLow",
        available.balance_minor < -w.credit_limit_minor as "isOverdrawn"
      from wallets w
      join accounts available using (organisation_id, mode, currency)
      join accounts reserved using (organisation_id, mode, currency)
      join organisations n on n.id = w.organisation_id
      where available.kind = 'available' and reserved.kind = 'reserved'
    ) wallet
    where (${mode}::text is null or mode = ${mode}) and (${!isLow} or "isLow") and (${!isOverdrawn} or "isOverdrawn")
    order by organisation, mode, currency limit ${limit}`.execute(database.tables());
  return rows;
};
