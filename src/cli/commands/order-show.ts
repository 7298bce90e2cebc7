import { listEsimsOfOrders } from '../../domains/esims/index.ts';
import { listEntriesOfOrders } from '../../domains/ledger/index.ts';
import {
  getOrder,
  isOrderReason,
  ORDER_REASONS,
  type Order,
  type OrderName,
  orderPrice,
} from '../../domains/orders/index.ts';
import type { House } from '../../door/use-case.ts';
import type { Owner } from '../../kernel/actor.ts';
import { badInput } from '../../kernel/fault.ts';
import { type Currency, formatMinor, formatMoney } from '../../kernel/money.ts';
import { getOrderOwner } from '../../views/order-owner.ts';
import { listTimelines } from '../../views/order-timeline.ts';
import { command } from '../command.ts';
import { facts, moment, table } from '../layout.ts';
import { getOwner, mode, ORGANISATION_NAME_MAX } from '../owner.ts';
import { optional, required } from '../parameters.ts';
import { boundedText, reference } from '../read-value.ts';

const OUR_ID = /^ord_[0-9a-z]{26}$/;

/** Our id names an order of anybody; a partner's own id only one of that partner. */
const findName = async (
  house: House,
  order: string,
  named: { readonly organisation: string | null; readonly mode: Owner['mode'] },
): Promise<{ readonly owner: Owner; readonly name: OrderName }> => {
  if (OUR_ID.test(order)) return { owner: await getOrderOwner(house, order), name: { id: order } };
  if (named.organisation === null) {
    throw badInput({ field: '<order>', bound: "our id, ord_…, or with --organisation the partner's own id" });
  }
  const { owner } = await getOwner(house, { organisation: named.organisation, mode: named.mode });
  return { owner, name: { partnerOrderId: order } };
};

/** All that is known of one order; of activation material nothing. */
const readOrder = async (house: House, owner: Owner, order: Order) => {
  const { database } = house;
  const [[esim = null], [entries = []], [timeline = []]] = await Promise.all([
    listEsimsOfOrders(database.tables(), owner, [order.id]),
    listEntriesOfOrders(database.tables(), owner, [order.id]),
    listTimelines(database.tables(), owner, [order.id]),
  ]);
  const { netPriceMinor: _, catalogueVersionId: __, ...shown } = order;
  return {
    ...shown,
    netPrice: formatMoney(orderPrice(order)),
    esim: esim && { iccid: esim.iccid, status: esim.status },
    entries: entries.map(({ id, type, amountMinor, currency, createdAt }) => ({
      id,
      type,
      amount: formatMinor(amountMinor, currency as Currency), // checked when the book was opened
      currency,
      createdAt,
    })),
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
  parameters: {
    order: required('<order>', "our id, ord_…, or the partner's own id", reference),
    organisation: optional(
      '--organisation <id-or-name>',
      "whose order, where the partner's own id is given",
      boundedText(ORGANISATION_NAME_MAX),
    ),
    mode,
  },
  run: async (context, { order: wanted, ...named }) => {
    const { house } = await context.openHouse();
    const { owner, name } = await findName(house, wanted, named);
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
          ['eSIM', order.esim && `${order.esim.iccid}, ${order.esim.status}`],
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
