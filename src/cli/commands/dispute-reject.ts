import { REMARK_MAX } from '../../kernel/remark.ts';
import { rejectDispute } from '../../use-cases/reject-dispute.ts';
import { getDisputeOwner } from '../../views/disputes.ts';
import { command } from '../command.ts';
import { dispute, reportDispute } from '../dispute-report.ts';
import { required } from '../parameters.ts';
import { boundedText } from '../read-value.ts';

export const disputeReject = command({
  name: 'dispute reject',
  say: 'reject a dispute: the invoice stays as it is',
  parameters: { dispute, answer: required('--answer <text>', 'why, as the partner reads it', boundedText(REMARK_MAX)) },
  run: async (context, { dispute: disputeId, answer }) => {
    const { house } = await context.openHouse();
    const { owner } = await getDisputeOwner(house, disputeId);
    return reportDispute(await rejectDispute(house, context.call(owner), { disputeId, answer }));
  },
});
