export { RefundEntity } from './refund.entity.ts';
export {
  OPEN_REFUND_STATES,
  REFUND_REASONS,
  REFUND_STATES,
  REFUND_TRANSITIONS,
  type RefundReason,
  type RefundState,
} from './refund.states.ts';
export { refundEvent } from './refund-event.ts';
export {
  assertNoOpenRefund,
  getRefund,
  listRefundsOfOrders,
  lockRefund,
  moveRefund,
  openRefund,
  type Refund,
  type RefundTables,
} from './refunds.ts';
