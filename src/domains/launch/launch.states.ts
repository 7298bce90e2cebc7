import type { Transitions } from '../../kernel/state-machine.ts';

/** What the operator approves before an organisation sells to real customers: all of them, in any order. */
export const APPROVAL_KINDS = ['launch_checklist', 'privacy_review', 'support_path', 'webhook_handling'] as const;

export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const LIVE_ACCESS_STATES = ['none', 'requested', 'approved', 'refused'] as const;

export type LiveAccessState = (typeof LIVE_ACCESS_STATES)[number];

/** Approved with the last approval, asked for or not; a refusal takes approvals back, and may be answered by another request. */
export const LIVE_ACCESS_TRANSITIONS: Transitions<LiveAccessState> = {
  none: ['requested', 'approved'],
  requested: ['approved', 'refused'],
  approved: ['refused'],
  refused: ['requested', 'approved'],
};
