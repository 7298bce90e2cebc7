import type { Transitions } from '../../kernel/state-machine.ts';

export const REFUND_STATES = ['requested', 'approved', 'completed', 'rejected'] as const;

export type RefundState = (typeof REFUND_STATES)[number];

/** How a refund may move. Money moves where it is completed, and nowhere else. */
export const REFUND_TRANSITIONS: Transitions<RefundState> = {
  requested: ['approved', 'rejected'],
  approved: ['completed', 'rejected'],
  completed: [],
  rejected: [],
};

/** The states in which a refund is still to be decided or booked: an order has at most one of these. */
export const OPEN_REFUND_STATES = ['requested', 'approved'] as const satisfies readonly RefundState[];

/** Why a refund is asked for. */
export const REFUND_REASONS = ['customer_request', 'not_working', 'duplicate', 'other'] as const;

export type RefundReason = (typeof REFUND_REASONS)[number];
