import { lockOrder, moveOrder, orderEvent } from '../domains/orders/index.ts';
import { useCase } from '../door/use-case.ts';

/**
 * Claims a reserved order for provisioning, before the carrier is asked. An order that was claimed before stays as it
 * is, so that an interrupted job can go on. Gives the order as it then stands. Refuses: ORDER_NOT_FOUND.
 */
export const beginProvisioning = useCase(
  'order.begin_provisioning',
  async (tx, input: { readonly orderId: string }) => {
    const order = await lockOrder(tx, input.orderId);
    if (order.status !== 'reserved') return { result: order, subject: null, event: null };
    const claimed = moveOrder(tx, order, 'provisioning');
    return { result: claimed, subject: order.id, event: orderEvent('order.provisioning', claimed) };
  },
);
