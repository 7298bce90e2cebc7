import type { Mode } from '../../kernel/actor.ts';
import type { Currency } from '../../kernel/money.ts';
import type { InvoiceState } from './invoice.states.ts';

/** Who issues invoices, as the configuration names it. */
export interface Issuer {
  readonly name: string;
  /** Its postal address, a line each. */
  readonly address: readonly string[];
}

/** One line of an invoice, amounts in minor units of its currency. */
export interface DocumentLine {
  /** When its ledger entry was booked. */
  readonly bookedAt: Date;
  readonly type: 'capture' | 'refund' | 'monthly_minimum_true_up';
  readonly partnerOrderId: string | null;
  /** What the package is called; null for a true-up. */
  readonly packageName: string | null;
  /** What it adds to the invoice; below zero for a refund. */
  readonly amountMinor: bigint;
}

/** An invoice as it is printed. Amounts are in minor units of its currency. */
export interface InvoiceDocument {
  readonly issuer: Issuer;
  readonly partnerName: string;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly status: InvoiceState;
  /** Null for a draft. */
  readonly number: string | null;
  readonly purchaseOrder: string | null;
  readonly periodStart: Date;
  /** The first moment after it. */
  readonly periodEnd: Date;
  /** IANA time zone of the period, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly issuedAt: Date | null;
  readonly paidAt: Date | null;
  readonly voidedAt: Date | null;
  /** Net prices captured in the period: taken from the wallet already. */
  readonly ordersMinor: bigint;
  /** Net prices given back in it, above zero. */
  readonly refundsMinor: bigint;
  readonly grossProfitMinor: bigint;
  /** How much of a net price counts as gross profit, in hundredths of a percent: 10000 is all of it. */
  readonly grossProfitBasisPoints: number;
  readonly monthlyMinimumMinor: bigint;
  readonly trueUpMinor: bigint;
  readonly totalDueMinor: bigint;
  readonly lineCount: number;
  /** In the order of the ledger; read while the document is written, never held together. */
  readonly lines: AsyncIterable<DocumentLine>;
}
