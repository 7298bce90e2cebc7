import { REFUND_REASONS, REFUND_STATES } from '../domains/refunds/index.ts';
import { registerWords } from './enums.ts';

export const RefundStatusEnum = registerWords('RefundStatus', 'Where a refund stands.', REFUND_STATES, {
  requested: 'Asked for; the operator decides.',
  approved: 'The operator agreed; the money is not given back yet.',
  completed: 'The price is in the wallet again, and the order is REFUNDED.',
  rejected: 'The operator did not agree; `rejection` says why.',
});

export const RefundReasonEnum = registerWords('RefundReason', 'Why a refund is asked for.', REFUND_REASONS, {
  customer_request: 'The customer does not want it any more.',
  not_working: 'The eSIM does not work as it should.',
  duplicate: 'It was bought twice.',
  other: 'None of these; `note` says more.',
});
