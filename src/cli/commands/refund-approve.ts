import { approveRefund } from '../../use-cases/approve-refund.ts';
import { completeRefund } from '../../use-cases/complete-refund.ts';
import { getRefundOwner } from '../../views/refunds.ts';
import { command } from '../command.ts';
import { flag } from '../parameters.ts';
import { refund, reportRefund } from '../refund-report.ts';

export const refundApprove = command({
  name: 'refund approve',
  say: 'approve a refund; the money moves when it is completed',
  parameters: { refund, isCompleted: flag('--complete', 'give the money back at once, too') },
  run: async (context, { refund: refundId, isCompleted }) => {
    const { house } = await context.openHouse();
    const call = context.call(await getRefundOwner(house, refundId));
    const approved = await approveRefund(house, call, { refundId });
    if (isCompleted) return reportRefund(await completeRefund(house, call, { refundId }));
    const isOpen = approved.status === 'approved';
    return reportRefund(approved, isOpen ? [`No money moved yet: \`onyx refund complete ${refundId}\` does it.`] : []);
  },
});
