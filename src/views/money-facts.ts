import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import { gaugesOf } from './gauges.ts';

/** What the operator has to see to, of all owners together. */
export interface MoneyFacts {
  /** Drafts whose period has ended: the worker issues them within ten minutes. */
  readonly monthsOver: number;
  readonly disputesOpen: number;
  readonly walletsLow: number;
  /** Wallets that owe more than their credit line. */
  readonly walletsOverdrawn: number;
}

/** Reads it by small indexes and the wallets, one row for each. */
export const readMoneyFacts = async ({ database, clock }: House): Promise<MoneyFacts> => {
  const { rows } = await sql<MoneyFacts>`
    select (select count(*)::integer from invoices
        where status = 'draft' and last_sequence is null and period_end <= owner_time(organisation_id, mode, ${clock.now()})) as "monthsOver",
      (select count(*)::integer from disputes where status = 'open') as "disputesOpen",
      (select count(*)::integer from wallets where is_low) as "walletsLow",
      (select count(*)::integer from wallets w join accounts a using (organisation_id, mode, currency)
        where a.kind = 'available' and a.balance_minor < -w.credit_limit_minor) as "walletsOverdrawn"`.execute(
    database.tables(),
  );
  const [row] = rows;
  if (!row) throw new Error('a select without from gives one row');
  return row;
};

/** The same as gauges. */
export const moneyGauges = (house: House) =>
  gaugesOf(
    () => readMoneyFacts(house),
    [
      {
        name: 'onyx_invoice_months_over',
        help: 'Draft invoices whose month is over; the worker issues them within ten minutes.',
        of: ({ monthsOver }) => monthsOver,
      },
      { name: 'onyx_disputes_open', help: 'Disputes that wait for an answer.', of: ({ disputesOpen }) => disputesOpen },
      { name: 'onyx_wallets_low', help: 'Wallets below their threshold.', of: ({ walletsLow }) => walletsLow },
      {
        name: 'onyx_wallets_overdrawn',
        help: 'Wallets that owe more than their credit line.',
        of: ({ walletsOverdrawn }) => walletsOverdrawn,
      },
    ],
  );
