import { completeRefund } from '../../use-cases/complete-refund.ts';
import { getRefundOwner } from '../../views/refunds.ts';
import { command } from '../command.ts';
import { refund, reportRefund } from '../refund-report.ts';

export const refundComplete = command({
  name: 'refund complete',
  say: 'give the price of an approved refund back to the wallet, once',
  parameters: { refund },
  run: async (context, { refund: refundId }) => {
    const { house } = await context.openHouse();
    const call = context.call(await getRefundOwner(house, refundId));
    return reportRefund(await completeRefund(house, call, { refundId }));
  },
});
