import type { Dispute } from '../domains/invoices/index.ts';
import { type Currency, formatMinor } from '../kernel/money.ts';
import type { Report } from './command.ts';
import { required } from './parameters.ts';
import { disputeId } from './read-value.ts';

export const dispute = required('<dispute>', 'the dispute, dsp_…', disputeId);

/** A dispute as commands give it in JSON. */
export const disputeJson = <Shown extends Dispute>({ amountMinor, creditMinor, ...shown }: Shown) => {
  const currency = shown.currency as Currency; // checked when the wallet was opened
  return {
    ...shown,
    amount: formatMinor(amountMinor, currency),
    credit: creditMinor === null ? null : formatMinor(creditMinor, currency),
  };
};

/** How a dispute stands after a command. */
export const reportDispute = (decided: Dispute): Report => {
  const json = disputeJson(decided);
  const credited = json.credit === null ? '' : `; ${json.credit} ${json.currency} are in the wallet`;
  return {
    json,
    text: () => [`Dispute ${json.id} of ${json.amount} ${json.currency} is ${json.status}${credited}.`],
  };
};
