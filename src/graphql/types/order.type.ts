import { Field, ID, ObjectType } from 'type-graphql';
import { isOrderReason, ORDER_REASONS, type Order } from '../../domains/orders/index.ts';
import { Needs } from '../engine/needs.ts';
import { ModeEnum, OrderReasonEnum, OrderStatusEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';
import { connectionOf } from './connection.type.ts';
import { MoneyType, toMoney } from './money.type.ts';

@ObjectType('TimelineEntry', { description: 'One thing that happened. There is no secret and no amount in it.' })
export class TimelineEntryType {
  @Field(() => String, {
    simple: true,
    description:
      'What happened: an event type such as `order.esim_ready`, `ledger.` and the type of a ledger entry, `webhook.delivered` where an event of it was delivered to an endpoint, or `webhook.failed` where such a delivery was given up.',
  })
  type!: string;

  @Field(() => DateTime, { simple: true, description: 'When.' })
  occurredAt!: Date;
}

@ObjectType('Order', {
  description: 'One purchase of one package. Its price and catalogue version are those of the purchase, for good.',
})
export class OrderType {
  @Field(() => ID, { simple: true, description: 'Our id, `ord_…`; ids sort by time.' })
  id!: string;

  @Field(() => String, { simple: true, description: "The partner's own id, unique for the organisation and mode." })
  partnerOrderId!: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: "The partner's reference to its customer, as it was sent.",
  })
  customerReference!: string | null;

  @Field(() => ModeEnum, { simple: true, description: 'The mode that it was placed in.' })
  mode!: string;

  @Field(() => String, { simple: true, description: 'The catalogue version that was current at the purchase.' })
  catalogueVersion!: string;

  @Field(() => OrderStatusEnum, { simple: true, description: 'Where it stands.' })
  status!: string;

  @Field(() => OrderReasonEnum, {
    simple: true,
    nullable: true,
    description: 'Why it failed, waits for a review, or goes on though it was to be cancelled; null otherwise.',
  })
  statusReason!: string | null;

  /** What is next where no refund is open; what is shown knows of refunds too. */
  nextAction!: string | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'By when it is ready or says why not; null where it is settled.',
  })
  expectedReadyBy!: Date | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When cancelOrder noted that it is to end; null where that was never asked for, or came too late.',
  })
  cancellationRequestedAt!: Date | null;

  @Needs('ledger:read')
  @Field(() => MoneyType, { simple: true, nullable: true, description: 'What it costs the organisation.' })
  netPrice!: MoneyType | null;

  @Field(() => DateTime, { simple: true, description: 'When it was placed.' })
  createdAt!: Date;

  @Field(() => DateTime, { simple: true, description: 'When it last changed.' })
  updatedAt!: Date;

  /** What its package is read by; not shown. */
  catalogueVersionId!: string;
  packageId!: string;
}

const NEXT_ACTIONS: Readonly<Partial<Record<Order['status'], string>>> = {
  reserved: 'Wait: provisioning starts by itself. Do not order again.',
  provisioning: 'Wait until `expectedReadyBy`: the eSIM is being prepared. Do not order again.',
  esim_ready: 'Hand the eSIM to the customer.',
};

const BEING_CANCELLED =
  'Wait: it is being cancelled. It becomes FAILED or REFUNDED and costs nothing, or `statusReason` says why it goes on.';

const OVER: readonly Order['status'][] = ['failed', 'refunded'];

const nextActionOf = ({ status, statusReason, cancelRequestedAt }: Order): string | null => {
  if (cancelRequestedAt !== null && !OVER.includes(status)) return BEING_CANCELLED;
  return statusReason !== null && isOrderReason(statusReason)
    ? ORDER_REASONS[statusReason].next
    : (NEXT_ACTIONS[status] ?? null);
};

const SETTLED: readonly Order['status'][] = ['esim_ready', 'installed', ...OVER];

/** An order as the API shows it. */
export const toOrder = (order: Order): OrderType => ({
  id: order.id,
  partnerOrderId: order.partnerOrderId,
  customerReference: order.customerReference,
  mode: order.mode,
  catalogueVersion: order.catalogueVersion,
  status: order.status,
  statusReason: order.statusReason,
  nextAction: nextActionOf(order),
  expectedReadyBy: SETTLED.includes(order.status) ? null : order.expectedReadyBy,
  cancellationRequestedAt: order.cancelRequestedAt,
  netPrice: toMoney(order.netPriceMinor, order.currency),
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
  catalogueVersionId: order.catalogueVersionId,
  packageId: order.packageId,
});

export const OrderConnectionType = connectionOf('Order', () => OrderType);

@ObjectType('OrderPayload', { description: 'What a mutation of an order answers.' })
export class OrderPayloadType {
  @Field(() => OrderType, { simple: true, description: 'The order as it stands.' })
  order!: OrderType;

  @Field(() => Boolean, { simple: true, description: 'True where the key was used before: nothing was done again.' })
  replayed!: boolean;
}
