import { type Kysely, sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';

/** What was agreed about a wallet's months. */
export interface InvoiceTerms {
  /** What the gross profit of a month comes to at least, in minor units. */
  readonly monthlyMinimumMinor: bigint;
  /** How much of a net price counts as gross profit, in hundredths of a percent: 10000 is all of it. */
  readonly grossProfitBasisPoints: number;
}

const NOTHING_AGREED: InvoiceTerms = { monthlyMinimumMinor: 0n, grossProfitBasisPoints: 10_000 };

/** What is agreed about a month, named by its first day: the latest terms that were in effect by then. */
export const getTerms = async (
  tables: Kysely<unknown>,
  { organisationId, mode }: Owner,
  currency: string,
  month: string,
): Promise<InvoiceTerms> => {
  const { rows } = await sql<InvoiceTerms>`
    select monthly_minimum_minor as "monthlyMinimumMinor", gross_profit_basis_points as "grossProfitBasisPoints"
    from invoice_terms
    where organisation_id = ${organisationId} and mode = ${mode} and currency = ${currency} and effective_month <= ${month}::date
    order by effective_month desc limit 1`.execute(tables);
  return rows[0] ?? NOTHING_AGREED;
};

/** Agrees terms for the months of a wallet from one on, named by its first day; said again of the same month, they replace what was said. */
export const agreeTerms = (
  tx: Tx,
  currency: string,
  month: string,
  { monthlyMinimumMinor, grossProfitBasisPoints }: InvoiceTerms,
): void => {
  const { organisationId, mode } = tx.owner;
  tx.change(
    `insert into invoice_terms (organisation_id, mode, currency, effective_month, monthly_minimum_minor,
        gross_profit_basis_points, agreed_at)
      values (?, ?, ?, ?::date, ?, ?, ?)
      on conflict (organisation_id, mode, currency, effective_month) do update set
        monthly_minimum_minor = excluded.monthly_minimum_minor,
        gross_profit_basis_points = excluded.gross_profit_basis_points, agreed_at = excluded.agreed_at`,
    [organisationId, mode, currency, month, monthlyMinimumMinor, grossProfitBasisPoints, tx.realNow],
  );
};

/** An invoice's figures, in minor units. */
export interface InvoiceFigures extends InvoiceTerms {
  readonly lineCount: number;
  readonly ordersMinor: bigint;
  readonly refundsMinor: bigint;
  readonly grossProfitMinor: bigint;
  readonly trueUpMinor: bigint;
  readonly totalDueMinor: bigint;
}

/** What the ledger says of the entries that an invoice covers. */
interface Billed {
  /** Captures and refunds of orders. */
  readonly count: number;
  readonly ordersMinor: bigint;
  readonly refundsMinor: bigint;
  readonly grossProfitMinor: bigint;
}

/**
 * What an invoice says under these terms: the true-up is what the gross profit lacks of the monthly minimum. A month with
 * more refunds than orders has no gross profit, not less than none: what was agreed is the most that is missing.
 */
export const figuresOf = (
  terms: InvoiceTerms,
  { count, ordersMinor, refundsMinor, grossProfitMinor: billed }: Billed,
): InvoiceFigures => {
  const grossProfitMinor = billed > 0n ? billed : 0n;
  const missing = terms.monthlyMinimumMinor - grossProfitMinor;
  const trueUpMinor = missing > 0n ? missing : 0n;
  return {
    ...terms,
    lineCount: count + (trueUpMinor > 0n ? 1 : 0),
    ordersMinor,
    refundsMinor,
    grossProfitMinor,
    trueUpMinor,
    totalDueMinor: trueUpMinor,
  };
};
