import { assertUndecided, type Dispute, disputeEvent, lockDispute, markRejected } from '../domains/invoices/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { assertRemark } from '../kernel/remark.ts';

interface RejectDispute {
  readonly disputeId: string;
  /** What the partner reads, a remark. */
  readonly answer: string;
}

/**
 * Rejects an open dispute: the invoice stays as it is, and its lines can be disputed again. Gives the dispute as it then
 * stands. Refuses: DISPUTE_NOT_FOUND, DISPUTE_DECIDED, BAD_USER_INPUT.
 */
export const rejectDispute = useCase(
  'dispute.reject',
  async (tx, { disputeId, answer }: RejectDispute): Promise<Done<Dispute>> => {
    assertRemark(answer, 'answer');
    const dispute = await lockDispute(tx, disputeId);
    assertUndecided(dispute);
    const rejected = markRejected(tx, dispute, answer);
    return { result: rejected, subject: disputeId, event: disputeEvent('dispute.rejected', rejected) };
  },
);
