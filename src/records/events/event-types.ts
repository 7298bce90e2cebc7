import { type Static, type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { MODES, type Owner } from '../../kernel/actor.ts';

const text = (description: string) => Type.String({ description });
const moment = (description: string) => Type.String({ description, format: 'date-time' });
const words = <Word extends string>(description: string, ...values: readonly Word[]) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { description },
  ) as unknown as TSchema & { static: Word }; // the union of exactly these words
const orNull = <Schema extends TSchema>(schema: Schema) =>
  Type.Union([schema, Type.Null()], { description: schema.description ?? '' });

/** Nothing but what is named: a secret cannot ride along unseen. */
const closed = <Properties extends TProperties>(properties: Properties, description: string) =>
  Type.Object(properties, { additionalProperties: false, description });

const money = (description: string) =>
  closed(
    { amount: text('Exact decimal, such as `"4.50"`.'), currency: text('ISO 4217 code, such as `EUR`.') },
    description,
  );

const order = {
  packageId: text('The package that was bought.'),
  catalogueVersion: text('The catalogue version in which it was bought.'),
  status: text('Where the order stands now, a value of `OrderStatus`.'),
  statusReason: orNull(text('Why it failed or waits, a value of `ReasonCode`.')),
  netPrice: money('The net price, as bought.'),
};

const iccid = text('The eSIM, by its ICCID of 19 or 20 digits.');
const esim = {
  iccid,
  packageId: text('The package that it carries.'),
  status: text('Where the eSIM stands now, a value of `EsimStatus`.'),
  expiresAt: orNull(moment('When its validity is over; null until it is installed.')),
};

const percent = (description: string) => Type.Integer({ minimum: 1, maximum: 100, description });
const megabytes = (description: string) => Type.Integer({ minimum: 0, description });

const usage = {
  iccid,
  dataMbTotal: megabytes('Data that it carries, in megabytes (1 GB = 1024).'),
  dataMbUsed: megabytes('Data used as of `observedAt`, in megabytes.'),
  observedAt: moment('When that was measured; the device may have used more since.'),
};

const refund = {
  refundId: text('The refund, such as `rfd_01k…`.'),
  status: text('Where it stands now, a value of `RefundStatus`.'),
  reason: text('Why it was asked for, a value of `RefundReason`.'),
  rejection: orNull(text('Why it was rejected.')),
  amount: money('What is given back.'),
};

const invoice = {
  invoiceId: text('The invoice, such as `inv_01k…`.'),
  number: text('Its number.'),
  status: text('Where it stands now, a value of `InvoiceStatus`.'),
  periodStart: moment('When its period begins.'),
  periodEnd: moment('The first moment after its period.'),
  totalDue: money('What is to be paid: the true-up, for the orders were paid from the wallet.'),
};

const dispute = {
  disputeId: text('The dispute, such as `dsp_01k…`.'),
  invoiceId: text('The invoice whose lines are disputed.'),
  status: text('Where it stands now, a value of `DisputeStatus`.'),
  amount: money('What the disputed lines come to.'),
  credit: orNull(money('What was credited to the wallet; null where nothing was.')),
  answer: orNull(text('What the operator says.')),
};

const credentialId = text('The credential, such as `crd_01k…`.');

/** What an order's events say about it: public references and states, money with its currency. */
export type OrderEventData = Static<ReturnType<typeof Type.Object<typeof order>>>;

/**
 * The closed table of what partners can hear about: each type with the shape of its data, and none with activation
 * material. JSON Schema (2020-12) is made from it for partners, in `schema/events.json`.
 */
const EVENT_TYPES = {
  'order.reserved': closed(order, 'An order was placed: its net price is held in the wallet.'),
  'order.provisioning': closed(order, 'The carrier was asked to prepare the eSIM.'),
  'order.esim_ready': closed({ ...order, iccid }, 'The eSIM can be installed; the net price was captured.'),
  'order.failed': closed(order, 'No eSIM was prepared; the held price was released.'),
  'order.manual_review': closed(
    order,
    'The outcome is not known yet: the price stays held until the operator settles it.',
  ),
  'order.installed': closed(order, 'The eSIM was installed on a device.'),
  'order.refunded': closed(order, 'The net price was given back to the wallet.'),
  'esim.downloaded': closed(esim, 'A device fetched the eSIM.'),
  'esim.installed': closed(esim, 'The eSIM was installed on a device: its validity has begun.'),
  'esim.expired': closed(esim, 'The validity of the eSIM is over.'),
  'esim.failed': closed(esim, 'The eSIM cannot be used any more.'),
  'usage.threshold': closed(
    { ...usage, thresholdPercent: percent('The percentage that you set and that was reached, such as 80.') },
    'A part of the data that you chose to hear of was used. Told once for each eSIM and percentage.',
  ),
  'usage.exhausted': closed(usage, 'All data of the eSIM was used. Told once for each eSIM.'),
  'refund.requested': closed(refund, 'A refund was asked for.'),
  'refund.approved': closed(refund, 'The operator approved a refund; no money has moved yet.'),
  'refund.completed': closed(refund, 'The net price was given back to the wallet.'),
  'refund.rejected': closed(refund, 'The operator rejected a refund; `rejection` says why.'),
  'wallet.low_balance': closed(
    {
      available: money('The available balance; below zero where the credit line is used.'),
      threshold: money('The threshold that you set.'),
    },
    'The available balance fell below the threshold of its wallet. Told once until it was above it again.',
  ),
  'invoice.issued': closed(invoice, 'The invoice of a period was issued; a true-up was taken from the wallet.'),
  'invoice.paid': closed(invoice, 'An invoice was paid.'),
  'invoice.voided': closed(
    invoice,
    'An invoice was made void; its true-up was given back, and its period is open again.',
  ),
  'dispute.opened': closed(dispute, 'Lines of an invoice were disputed.'),
  'dispute.accepted': closed(dispute, 'The operator accepted a dispute, and the credit is in the wallet.'),
  'dispute.rejected': closed(dispute, 'The operator rejected a dispute; `answer` says why.'),
  'catalogue.published': closed(
    {
      version: text('The catalogue version.'),
      effectiveAt: moment('When it takes effect.'),
      approvedPackages: Type.Integer({ minimum: 0, description: 'How many of its packages you may sell.' }),
    },
    'A catalogue version was published.',
  ),
  'catalogue.price_change': closed(
    {
      version: text('The catalogue version that brings the prices.'),
      effectiveAt: moment('When they take effect.'),
      packagesChanged: Type.Integer({ minimum: 1, description: 'How many of your packages change their net price.' }),
      packageIds: Type.Array(Type.String(), {
        maxItems: 100,
        description: 'The first 100 of them by packageId; `catalogueChanges` gives them all with both prices.',
      }),
    },
    'A published catalogue version changes the net price of packages that you may sell.',
  ),
  'live_access.approved': closed(
    { state: words('How live access stands, a value of `LiveAccessState`.', 'APPROVED') },
    'Live access was approved: live credentials can be issued.',
  ),
  'live_access.refused': closed(
    {
      state: words('How live access stands, a value of `LiveAccessState`.', 'REFUSED'),
      reason: text('What the operator says.'),
    },
    'Live access was refused or taken back.',
  ),
  'credential.rotated': closed(
    {
      credentialId,
      replacedBy: text('The credential that replaces it.'),
      overlapEndsAt: moment('Until when the old one is accepted too.'),
    },
    'A credential was replaced by a new one.',
  ),
  'credential.revoked': closed(
    { credentialId, reason: text('Why, a value of `RevokeReason`.') },
    'A credential was ended for good.',
  ),
  'credential.exposed': closed(
    {
      credentialId,
      kind: words('How it was noticed.', 'browser', 'reported'),
      place: text('Where its secret was seen.'),
    },
    'The secret of a credential was seen where it must never be.',
  ),
  'webhook.endpoint_disabled': closed(
    {
      endpointId: text('The endpoint, such as `whe_01k…`.'),
      reason: words(
        'Why, a value of `WebhookDisabledReason`: you asked for it, it answered 410, or all attempts of five days failed.',
        'PARTNER',
        'GONE',
        'FAILING',
      ),
      deliveriesFailed: Type.Integer({ minimum: 0, description: 'Deliveries that waited and were ended as failed.' }),
    },
    'A webhook endpoint gets nothing any more. Enable it again, then replay what it missed.',
  ),
  'test.ping': closed(
    { endpointId: text('The endpoint that was tested.') },
    'A test that was asked for, sent to one endpoint alone.',
  ),
} as const;

export type EventType = keyof typeof EVENT_TYPES;

export const EVENT_TYPE_NAMES = Object.keys(EVENT_TYPES) as readonly EventType[]; // the table's own keys

/** True where a stored text is a type of the closed table. */
export const isEventType = (name: string): name is EventType => Object.hasOwn(EVENT_TYPES, name);

/** The shape of each type's data. */
type EventData = { readonly [Name in EventType]: Static<(typeof EVENT_TYPES)[Name]> };

/** What every event's data has, whatever its type. */
const BASE = {
  id: text('The event, such as `evt_01k…`: the same on every attempt and in every replay.'),
  sequence: Type.Integer({
    minimum: 1,
    description: 'Its place in the log of your organisation and mode: 1, 2, 3, … without a gap.',
  }),
  mode: words('The world that it belongs to.', ...MODES),
  occurredAt: moment('When it happened.'),
  orderId: orNull(text('The order that it is about, where there is one.')),
  partnerOrderId: orNull(text('Your own id of that order.')),
};

/** The body of a webhook of one type (Standard Webhooks 1.0, "Payload structure"), as a JSON Schema. */
export const payloadSchema = (type: EventType) =>
  closed(
    {
      type: Type.Literal(type, { description: EVENT_TYPES[type].description ?? '' }),
      timestamp: moment('When it happened: the same as `data.occurredAt`.'),
      data: closed({ ...BASE, ...EVENT_TYPES[type].properties }, EVENT_TYPES[type].description ?? ''),
    },
    EVENT_TYPES[type].description ?? '',
  );

/** An event about to be written: its type, what it is about, and its data. */
export type EventDraft = {
  readonly [Type in EventType]: {
    readonly type: Type;
    /** Its id, where the change has to know it; otherwise it gets one. */
    readonly id?: string;
    readonly orderId: string | null;
    readonly partnerOrderId: string | null;
    readonly data: EventData[Type];
    /** Whose event it is, where that is not the owner that the change is about. */
    readonly owner?: Owner;
  };
}[EventType];
