import { type Action, given } from './action.ts';

const REASON_HINT = 'a sentence of ours';

/** What the operator decides. */
export const DECISION_ACTIONS: readonly Action[] = [
  {
    title: 'Decide a refund',
    say: 'Approves it, gives the price back, or rejects it, as the operator does.',
    button: 'Decide the refund',
    document: `mutation SettleRefund($id: ID!, $outcome: SandboxRefundOutcome!, $reason: String) {
  sandboxSettleRefund(id: $id, outcome: $outcome, reason: $reason) {
    id
    status
    rejection
  }
}
`,
    fields: [
      { name: 'id', label: 'Refund', kind: 'text', initial: ({ refundId = '' }) => refundId },
      { name: 'outcome', label: 'Outcome', kind: ['COMPLETED', 'APPROVED', 'REJECTED'], initial: () => 'COMPLETED' },
      { name: 'reason', label: 'Why it is rejected', kind: 'text', initial: () => '', hint: REASON_HINT },
    ],
    variables: ({ id, outcome, reason }) => ({ id, outcome, reason: given(reason) }),
  },
  {
    title: 'Decide a dispute',
    say: 'Gives back what its lines took, or a part of it, or rejects it.',
    button: 'Decide the dispute',
    document: `mutation SettleDispute($id: ID!, $outcome: SandboxDisputeOutcome!, $credit: Decimal, $answer: String) {
  sandboxSettleDispute(id: $id, outcome: $outcome, credit: $credit, answer: $answer) {
    id
    status
    answer
  }
}
`,
    fields: [
      { name: 'id', label: 'Dispute', kind: 'text', initial: ({ disputeId = '' }) => disputeId },
      { name: 'outcome', label: 'Outcome', kind: ['ACCEPTED', 'REJECTED'], initial: () => 'ACCEPTED' },
      { name: 'credit', label: 'Credit', kind: 'text', initial: () => '', hint: 'all that is disputed' },
      { name: 'answer', label: 'Answer', kind: 'text', initial: () => '', hint: REASON_HINT },
    ],
    variables: ({ id, outcome, credit, answer }) => ({ id, outcome, credit: given(credit), answer: given(answer) }),
  },
];
