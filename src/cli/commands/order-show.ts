import { listEsimsOfOrders } from '../../domains/esims/index.ts';
import { listEntriesOfOrders } from '../../domains/ledger/index.ts';
import {
  getOrder,
  isOrderReason,
  OPEN_ORDER_STATES,
  ORDER_REASONS,
  type Order,
  orderPrice,
} from '../../domains/orders/index.ts';
import { listRefundsOfOrders } from '../../domains/refunds/index.ts';
import type { House } from '../../door/use-case.ts';
import type { Owner } from '../../kernel/actor.ts';
import { type Currency, formatMinor, formatMoney } from '../../kernel/money.ts';
import { redact } from '../../kernel/redact.ts';
import { type OrderAttempts, readOrderAttempts } from '../../views/order-attempts.ts';
import { listTimelines } from '../../views/order-timeline.ts';
import { command } from '../command.ts';
import { facts, moment, table } from '../layout.ts';
import { findOrderName, orderParameters } from '../order-name.ts';

/** Whether its price is held: it waits for the carrier, or for the operator. */
const isOpen = ({ status }: Pick<Order, 'status'>): boolean => OPEN_ORDER_STATES.some((open) => open === status);

const nextQuestion = (waiting: OrderAttempts | null): string =>
  moment(waiting?.nextAttemptAt ?? null) ?? (waiting?.isRunning ? 'now' : 'not any more');

/** Until when an open order is to be ready, and when the carrier is asked about it next. */
const waitLines = (
  order: Pick<Order, 'status' | 'expectedReadyBy'> & { readonly waiting: OrderAttempts | null },
): Parameters<typeof facts>[0] => {
  if (!isOpen(order)) return [];
  const { expectedReadyBy, waiting } = order;
  return [
    ['to be ready by', moment(expectedReadyBy)],
    ['carrier asked next', nextQuestion(waiting)],
    ...(waiting?.lastError ? ([['last error', `${waiting.lastError}, attempt ${waiting.attempts}`]] as const) : []),
  ];
};

/** All that is known of one order; of activation material nothing. */
const readOrder = async (house: House, owner: Owner, order: Order) => {
  const { database } = house;
  const [[esim = null], [refund = null], [entries = []], [timeline = []], waiting] = await Promise.all([
    listEsimsOfOrders(database.tables(), owner, [order.id]),
    listRefundsOfOrders(database.tables(), owner, [order.id]),
    listEntriesOfOrders(database.tables(), owner, [order.id]),
    listTimelines(database.tables(), owner, [order.id]),
    isOpen(order) ? readOrderAttempts(house, order.id) : null,
  ]);
  const { netPriceMinor: _, catalogueVersionId: __, ...shown } = order;
  return {
    ...shown,
    netPrice: formatMoney(orderPrice(order)),
    refund: refund && { id: refund.id, status: refund.status, reason: refund.reason, rejection: refund.rejection },
    esim: esim && { iccid: esim.iccid, status: esim.status },
    entries: entries.map(({ id, type, amountMinor, currency, createdAt }) => ({
      id,
      type,
      amount: formatMinor(amountMinor, currency as Currency), // checked when the book was opened
      currency,
      createdAt,
    })),
    waiting: waiting && { ...waiting, lastError: waiting.lastError && redact(waiting.lastError) },
    timeline: timeline.map(({ type, occurredAt }) => ({ type, occurredAt })),
  };
};

const adviceOf = ({ statusReason }: Pick<Order, 'statusReason'>): readonly string[] => {
  if (statusReason === null || !isOrderReason(statusReason)) return [];
  return ['', ORDER_REASONS[statusReason].say];
};

export const orderShow = command({
  name: 'order show',
  say: 'show an order: how it stands, what happened, what money moved',
  parameters: orderParameters,
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { owner, name } = await findOrderName(house, named);
    const order = await readOrder(house, owner, await getOrder(house.database.tables(), owner, name));
    return {
      json: order,
      text: () => [
        ...facts([
          ['order', order.id],
          ['partner order', order.partnerOrderId],
          ['customer', order.customerReference],
          ['organisation', `${order.organisationId}, ${order.mode}`],
          ['package', `${order.packageId}, catalogue ${order.catalogueVersion}`],
          ['net price', `${order.netPrice} ${order.currency}`],
          ['status', [order.status, order.statusReason].filter(Boolean).join(', ')],
          ...waitLines(order),
          ['to be cancelled', moment(order.cancelRequestedAt)],
          ['eSIM', order.esim && `${order.esim.iccid}, ${order.esim.status}`],
          ['refund', order.refund && `${order.refund.id}, ${order.refund.status}`],
        ]),
        ...adviceOf(order),
        '',
        ...table(
          ['HAPPENED', 'WHAT'],
          order.timeline.map(({ type, occurredAt }) => [moment(occurredAt), type]),
        ),
      ],
    };
  },
});
