import { sql } from 'kysely';
import type { House } from '../door/use-case.ts';
import { MODES, type Mode } from '../kernel/actor.ts';
import { modeGaugesOf } from './gauges.ts';

/** What the operator has to see to, of all owners of a mode together. */
export interface MoneyFacts {
  /** Drafts whose period has ended: the worker issues them within ten minutes. */
  readonly monthsOver: number;
  readonly disputesOpen: number;
  readonly walletsLow: number;
  /** Wallets that owe more than their credit line. */
  readonly walletsOverdrawn: number;
}

/** Reads it by small indexes and the wallets, one row for each. */
export const readMoneyFacts = async ({ database, clock }: House): Promise<Readonly<Record<Mode, MoneyFacts>>> => {
  const { rows } = await sql<MoneyFacts & { readonly mode: Mode }>`
    select of.mode, (select count(*)::integer from invoices i where i.mode = of.mode
        and status = 'draft' and last_sequence is null and period_end <= owner_time(organisation_id, i.mode, ${clock.now()})) as "monthsOver",
      (select count(*)::integer from disputes d where d.mode = of.mode and status = 'open') as "disputesOpen",
      (select count(*)::integer from wallets w where w.mode = of.mode and is_low) as "walletsLow",
      (select count(*)::integer from wallets w join accounts a using (organisation_id, mode, currency)
        where w.mode = of.mode and a.kind = 'available' and a.balance_minor < -w.credit_limit_minor) as "walletsOverdrawn"
    from unnest(${MODES}::text[]) as of (mode)`.execute(database.tables());
  return Object.fromEntries(rows.map(({ mode, ...facts }) => [mode, facts])) as Record<Mode, MoneyFacts>; // a row for each
};

/** The same as gauges. */
export const moneyGauges = (house: House) =>
  modeGaugesOf(
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
