import { REMARK_MAX } from '../../kernel/remark.ts';
import { rejectRefund } from '../../use-cases/reject-refund.ts';
import { getRefundOwner } from '../../views/refunds.ts';
import { command } from '../command.ts';
import { required } from '../parameters.ts';
import { boundedText } from '../read-value.ts';
import { refund, reportRefund } from '../refund-report.ts';

export const refundReject = command({
  name: 'refund reject',
  say: 'reject a refund that is not completed, also one that was approved',
  parameters: { refund, reason: required('--reason <text>', 'why, as the partner reads it', boundedText(REMARK_MAX)) },
  run: async (context, { refund: refundId, reason }) => {
    const { house } = await context.openHouse();
    const call = context.call(await getRefundOwner(house, refundId));
    return reportRefund(await rejectRefund(house, call, { refundId, rejection: reason }));
  },
});
