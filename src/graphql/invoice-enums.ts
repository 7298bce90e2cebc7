import { DISPUTE_REASONS, DISPUTE_STATES, INVOICE_STATES } from '../domains/invoices/index.ts';
import { registerWords } from './enums.ts';

export const InvoiceStatusEnum = registerWords('InvoiceStatus', 'Where an invoice stands.', INVOICE_STATES, {
  draft: 'Its period is open, or it was not issued yet: the figures are those of now.',
  issued: 'It has its number, and what it says never changes; the true-up was taken from the wallet.',
  paid: 'Nothing is due on it any more.',
  void: 'It does not count; its true-up was given back, and another invoice takes its place.',
});

export const InvoiceLineTypeEnum = registerWords(
  'InvoiceLineType',
  'What a line of an invoice is about.',
  ['capture', 'refund', 'monthly_minimum_true_up'],
  {
    capture: 'The net price of an order, taken from the wallet.',
    refund: 'The net price of an order, given back to the wallet: below zero.',
    monthly_minimum_true_up: "What the month's gross profit lacks of the agreed minimum, taken from the wallet.",
  },
);

export const DisputeStatusEnum = registerWords('DisputeStatus', 'Where a dispute stands.', DISPUTE_STATES, {
  open: 'Said; the operator decides.',
  accepted: 'The operator agreed; `credit` is in the wallet.',
  rejected: 'The operator did not agree; `answer` says why.',
});

export const DisputeReasonEnum = registerWords(
  'DisputeReason',
  'Why lines of an invoice are disputed.',
  DISPUTE_REASONS,
  {
    not_ordered: 'It was never ordered.',
    not_delivered: 'The eSIM never came, or never worked.',
    wrong_price: 'The price is not the one that was agreed.',
    wrong_true_up: 'The true-up is not what was agreed.',
    other: 'None of these; `note` says more.',
  },
);
