export { OrderEntity } from './order.entity.ts';
export {
  FAILURE_REASONS,
  type FailureReason,
  isOrderReason,
  OPEN_ORDER_STATES,
  ORDER_REASONS,
  ORDER_STATES,
  ORDER_TRANSITIONS,
  type OrderReason,
  type OrderState,
} from './order.states.ts';
export { orderEvent, orderReady } from './order-event.ts';
export {
  assertPartnerOrderIdFree,
  findFirstOrder,
  getOrder,
  listOpenOrderIds,
  listOrders,
  listOrdersById,
  listPartnerOrderIds,
  lockOpenOrders,
  lockOrder,
  moveOrder,
  noteCancellation,
  type Order,
  type OrderFilter,
  type OrderName,
  type OrderTables,
  orderCursor,
  orderPrice,
  placeOrder,
  takeBackCancellation,
} from './orders.ts';
