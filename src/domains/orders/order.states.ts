import type { Transitions } from '../../kernel/state-machine.ts';

export const ORDER_STATES = [
  'created',
  'reserved',
  'provisioning',
  'esim_ready',
  'installed',
  'failed',
  'manual_review',
  'refunded',
] as const;

export type OrderState = (typeof ORDER_STATES)[number];

/** How an order may move. The net price is held from `reserved` on and settled where an open state is left. */
export const ORDER_TRANSITIONS: Transitions<OrderState> = {
  created: ['reserved', 'failed'],
  reserved: ['provisioning', 'failed', 'manual_review'],
  provisioning: ['esim_ready', 'failed', 'manual_review'],
  esim_ready: ['installed', 'refunded'],
  installed: ['refunded'],
  failed: [],
  manual_review: ['esim_ready', 'failed'],
  refunded: [],
};

/** The states in which the net price is held and not yet captured or released. */
export const OPEN_ORDER_STATES = ['reserved', 'provisioning', 'manual_review'] as const satisfies readonly OrderState[];

/** Why an order failed, waits or goes on though it was to be cancelled, and what the partner's engineer does next. A closed table. */
export const ORDER_REASONS = {
  CARRIER_REJECTED: {
    say: 'The carrier refused to prepare an eSIM for this package. The held amount was released.',
    next: 'Offer the customer another package, or order again with a new key and a new partnerOrderId.',
  },
  CARRIER_OUT_OF_STOCK: {
    say: 'The carrier has no eSIM left for this package. The held amount was released.',
    next: 'Order again later with a new key and a new partnerOrderId, or offer another package.',
  },
  CARRIER_UNREACHABLE: {
    say: 'The carrier gave no clear answer within the provisioning window. The amount stays held.',
    next: 'Do not order again: the operator settles this order either way, and it is never charged twice.',
  },
  CARRIER_REVIEW: {
    say: 'The carrier asked for a check by hand. The amount stays held.',
    next: 'Do not order again: the operator settles this order either way, and it is never charged twice.',
  },
  CARRIER_ICCID_TAKEN: {
    say: 'The carrier prepared an eSIM that another order has already. The amount stays held.',
    next: 'Do not order again: the operator settles this order either way, and it is never charged twice.',
  },
  NOT_PREPARED: {
    say: 'After a check by hand no eSIM was prepared. The held amount was released.',
    next: 'Offer the customer another package, or order again with a new key and a new partnerOrderId.',
  },
  CANCELLED: {
    say: 'The order was cancelled before its eSIM was used. Its price is available again.',
    next: 'Nothing: it costs nothing. To sell again, order with a new key and a new partnerOrderId.',
  },
  CANCELLATION_TOO_LATE: {
    say: 'A device had the eSIM before the order was cancelled: the order goes on.',
    next: 'Request a refund with `requestRefund` where the customer gives the eSIM back.',
  },
  CANCELLATION_UNANSWERED: {
    say: 'The carrier gave no clear answer to the cancellation within a day: the order goes on.',
    next: 'Request a refund with `requestRefund`: the operator decides it by hand.',
  },
} as const satisfies Record<string, { say: string; next: string }>;

export type OrderReason = keyof typeof ORDER_REASONS;

/** The reasons for which an order ends as failed, its price released. */
export const FAILURE_REASONS = [
  'CARRIER_REJECTED',
  'CARRIER_OUT_OF_STOCK',
  'NOT_PREPARED',
  'CANCELLED',
] as const satisfies readonly OrderReason[];

export type FailureReason = (typeof FAILURE_REASONS)[number];

/** True where a stored text is a reason of the closed table. */
export const isOrderReason = (text: string): text is OrderReason => Object.hasOwn(ORDER_REASONS, text);
