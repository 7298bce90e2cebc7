import { assertUndecided, type Dispute, disputeEvent, lockDispute, markRejected } from '../domains/invoices/index.ts';
import { type Done, useCase } from '../door/use-case.ts';
import { badInput } from '../kernel/fault.ts';

interface RejectDispute {
  readonly disputeId: string;
  /** What the partner reads, 1 to 500 characters. */
  readonly answer: string;
}

const ANSWER_MAX = 500;

/**
 * Rejects an open dispute: the invoice stays as it is, and its lines can be disputed again. Gives the dispute as it then
 * stands. Refuses: DISPUTE_NOT_FOUND, DISPUTE_DECIDED, BAD_USER_INPUT.
 */
export const rejectDispute = useCase(
  'dispute.reject',
  async (tx, { disputeId, answer }: RejectDispute): Promise<Done<Dispute>> => {
    if (answer.length < 1 || answer.length > ANSWER_MAX) {
      throw badInput({ field: 'answer', bound: `1 to ${ANSWER_MAX} characters` });
    }
    const dispute = await lockDispute(tx, disputeId);
    assertUndecided(dispute);
    const rejected = markRejected(tx, dispute, answer);
    return { result: rejected, subject: disputeId, event: disputeEvent('dispute.rejected', rejected) };
  },
);
