import { agreeTerms, type InvoiceTerms } from '../domains/invoices/index.ts';
import { getWallet } from '../domains/ledger/index.ts';
import { useCase } from '../door/use-case.ts';
import { badInput } from '../kernel/fault.ts';
import type { Currency } from '../kernel/money.ts';

interface AgreeInvoiceTerms extends InvoiceTerms {
  readonly currency: Currency;
  /** The first day of the first month of which they are. */
  readonly month: string;
}

const BASIS_POINTS_MAX = 10_000;

/**
 * Agrees the monthly minimum of a wallet and how much of a net price counts toward it, from a month on. An invoice that was
 * issued stays as it is. Refuses: BAD_USER_INPUT, CURRENCY_NOT_APPROVED.
 */
export const agreeInvoiceTerms = useCase(
  'invoice.agree_terms',
  async (tx, { currency, month, ...terms }: AgreeInvoiceTerms) => {
    if (terms.monthlyMinimumMinor < 0n) throw badInput({ field: 'minimum', bound: 'zero or more' });
    if (terms.grossProfitBasisPoints < 0 || terms.grossProfitBasisPoints > BASIS_POINTS_MAX) {
      throw badInput({ field: 'grossProfit', bound: '0 to 100 percent' });
    }
    await getWallet(tx.tables(), tx.owner, currency);
    agreeTerms(tx, currency, month, terms);
    return { result: null, subject: tx.owner.organisationId, event: null };
  },
);
