import type { Refund } from '../domains/refunds/index.ts';
import { type Currency, formatMinor } from '../kernel/money.ts';
import type { Report } from './command.ts';
import { required } from './parameters.ts';
import { refundId } from './read-value.ts';

export const refund = required('<refund>', 'the refund, rfd_…', refundId);

/** How a refund stands after a command. */
export const reportRefund = ({ amountMinor, currency, ...shown }: Refund, notes: readonly string[] = []): Report => {
  const amount = formatMinor(amountMinor, currency as Currency); // the currency of the order's price
  return {
    json: { ...shown, amount, currency },
    text: () => [`Refund ${shown.id} of ${amount} ${currency} for order ${shown.orderId} is ${shown.status}.`],
    notes,
  };
};
