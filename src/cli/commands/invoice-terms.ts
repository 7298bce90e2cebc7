import { monthOf } from '../../domains/invoices/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { formatMoney, parseMoney } from '../../kernel/money.ts';
import { agreeInvoiceTerms } from '../../use-cases/agree-invoice-terms.ts';
import { command } from '../command.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { defaulting, optional, required } from '../parameters.ts';
import { currency, decimal, month, type Reader } from '../read-value.ts';

const BASIS_POINTS = 100;

/** In hundredths of a percent. */
const percent: Reader<number> = (text, field) => {
  const basisPoints = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * BASIS_POINTS) : Number.NaN;
  if (!(basisPoints <= 100 * BASIS_POINTS)) throw badInput({ field, bound: '0 to 100 with at most two decimals' });
  return basisPoints;
};

export const invoiceTerms = command({
  name: 'invoice terms',
  say: 'agree the monthly minimum of a wallet, from a month on',
  parameters: {
    ...ownerParameters,
    minimum: required(
      '--minimum <amount>',
      'what the gross profit of a month comes to at least, such as 500.00',
      decimal,
    ),
    grossProfit: defaulting(
      '--gross-profit <percent>',
      'how much of a net price counts as gross profit',
      percent,
      '100',
    ),
    from: optional(
      '--from <month>',
      'the first month of which it is, such as 2026-12; this one where it is left out',
      month,
    ),
    currency: optional('--currency <code>', "the wallet; the organisation's own where it is left out", currency),
  },
  run: async (context, { minimum, grossProfit, from, currency: code, ...named }) => {
    const { house } = await context.openHouse();
    const { owner, organisation } = await getOwner(house, named);
    const wallet = parseMoney(minimum, code ?? currency(organisation.currency, '--currency'), '--minimum');
    const first = from ?? monthOf(house.clock.now(owner), organisation.timeZone);
    await agreeInvoiceTerms(house, context.call(owner), {
      currency: wallet.currency,
      month: first,
      monthlyMinimumMinor: wallet.minor,
      grossProfitBasisPoints: grossProfit,
    });
    const shown = {
      ...owner,
      currency: wallet.currency,
      from: first.slice(0, '2026-11'.length),
      minimum: formatMoney(wallet),
    };
    return {
      json: { ...shown, grossProfitPercent: grossProfit / BASIS_POINTS },
      text: () => [
        `From ${shown.from} on, ${organisation.name} has a monthly minimum of ${shown.minimum} ${wallet.currency}.`,
      ],
    };
  },
});
