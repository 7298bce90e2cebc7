import type { Transitions } from '../../kernel/state-machine.ts';

export const DISPUTE_STATES = ['open', 'accepted', 'rejected'] as const;

type DisputeState = (typeof DISPUTE_STATES)[number];

/** How a dispute may move: the operator decides it once. */
export const DISPUTE_TRANSITIONS: Transitions<DisputeState> = {
  open: ['accepted', 'rejected'],
  accepted: [],
  rejected: [],
};

/** Why lines are disputed. */
export const DISPUTE_REASONS = ['not_ordered', 'not_delivered', 'wrong_price', 'wrong_true_up', 'other'] as const;

export type DisputeReason = (typeof DISPUTE_REASONS)[number];
