import type { OrderState } from '../../../src/domains/orders/index.ts';
import { retainedSince } from '../../../src/records/idempotency/index.ts';
import {
  changeOrder,
  changeWallet,
  issue,
  type Model,
  type ModelOrder,
  makeVoid,
  noteLow,
  PRICES,
  pay,
  post,
  startOf,
  type WalletCurrency,
} from './model.ts';

const CURRENCIES = ['USD', 'JPY', 'KWD'] as const;

/** What may be done, as often as it stands here. */
export const KINDS = [
  ...['place', 'place', 'place', 'place', 'repeat', 'begin', 'begin', 'begin', 'ready', 'ready', 'ready'],
  ...['fail', 'review', 'cancel', 'taken-back', 'in-use', 'request', 'request', 'approve', 'approve'],
  ...['complete', 'complete', 'fund', 'fund', 'fund', 'fund-again', 'credit-line', 'threshold', 'agree'],
  ...['issue', 'issue', 'issue-early', 'pay', 'transfer', 'void'],
] as const;

export type Kind = (typeof KINDS)[number];

/** A step as it is drawn. */
export interface Drawn {
  readonly kind: Kind;
  readonly wallet: number;
  readonly pick: number;
  readonly size: number;
}

/** A step with what it is about, chosen before it and those beside it begin. */
export interface Step {
  readonly kind: Kind;
  /** Its own: the key, the partner's own order id, the payment's reference. */
  readonly name: string;
  readonly currency: WalletCurrency;
  readonly size: number;
  /** The order that it is about; its own name where it places one. */
  readonly order: string;
  /** The invoice that it is about, and how it is found: its number, or of a draft null and its month. */
  readonly invoice: string;
  readonly number: number | null;
  readonly month: number;
  readonly reference: string;
}

const ABOUT_INVOICE: readonly Kind[] = ['issue', 'issue-early', 'pay', 'transfer', 'void'];
const ABOUT_ORDER: readonly Kind[] = [
  ...(['repeat', 'begin', 'ready', 'fail', 'review', 'cancel', 'taken-back', 'in-use'] as const),
  ...(['request', 'approve', 'complete'] as const),
];

/** How many of the latest orders or invoices a step may be about. */
const LATEST = 6;

const pickOf = <Item>(items: readonly Item[], pick: number): Item | undefined => {
  const latest = items.slice(-LATEST);
  return latest[pick % latest.length];
};

const isAbout = (kind: Kind, { refund }: ModelOrder): boolean =>
  refund !== null || (kind !== 'approve' && kind !== 'complete');

/** What a drawn step is about; null where there is nothing of the kind. */
export const choose = (model: Model, { kind, wallet, pick, size }: Drawn, name: string): Step | null => {
  const order = ABOUT_ORDER.includes(kind)
    ? pickOf(
        model.orders.filter((one) => isAbout(kind, one)),
        pick,
      )
    : null;
  const currency = order?.currency ?? CURRENCIES[wallet % CURRENCIES.length] ?? 'USD';
  const wantsDraft = kind === 'issue' || kind === 'issue-early';
  const invoice = ABOUT_INVOICE.includes(kind)
    ? pickOf(
        model.invoices.filter((one) => one.currency === currency && (one.status === 'draft') === wantsDraft),
        pick,
      )
    : null;
  if (order === undefined || invoice === undefined) return null;
  const reference = kind === 'fund-again' ? (pickOf(model.references, pick) ?? name) : name;
  const { id = '', number = null, month = 0 } = invoice ?? {};
  return { kind, name, currency, size, order: order?.name ?? name, invoice: id, number, month, reference };
};

/** Amounts of a step, in minor units. */
export const paymentOf = ({ currency, size }: Step): bigint => PRICES[currency] * BigInt(1 + (size % 5)) + 1n;
export const creditLineOf = ({ currency, size }: Step): bigint => PRICES[currency] * BigInt(size % 4);
export const thresholdOf = ({ currency, size }: Step): bigint | null =>
  size % 4 === 0 ? null : PRICES[currency] * BigInt(size % 4);
export const minimumOf = ({ currency, size }: Step): bigint => (PRICES[currency] * BigInt(size % 5) * 5n) / 4n;
export const basisPointsOf = ({ size }: Step): number => [10_000, 6_250, 3_333][size % 3] ?? 0;

type Outcome = readonly [Model, string];

const findOrder = (model: Model, { order: name }: Step): ModelOrder => {
  const order = model.orders.find((one) => one.name === name);
  if (!order) throw new Error(`no order ${name}`);
  return order;
};

const findInvoice = (model: Model, { invoice }: Step): number => model.invoices.findIndex(({ id }) => id === invoice);

const place = (model: Model, { name, currency }: Step): Outcome => {
  const { availableMinor, creditLimitMinor } = model.wallets[currency];
  const price = PRICES[currency];
  if (price > availableMinor + creditLimitMinor) return [model, 'INSUFFICIENT_BALANCE'];
  const order: ModelOrder = {
    name,
    currency,
    status: 'reserved',
    isEndAsked: false,
    refund: null,
    placedAt: model.now,
  };
  return [post({ ...model, orders: [...model.orders, order] }, currency, 'reserve', price), 'placed'];
};

/** A key is as new past its retention; the partner's own id is not. */
const repeat = (model: Model, { placedAt }: ModelOrder): Outcome => [
  model,
  placedAt < retainedSince(new Date(model.now)).getTime() ? 'PARTNER_ORDER_ID_TAKEN' : 'replayed',
];

const end = (model: Model, { name, currency }: ModelOrder, status: OrderState): Model => {
  const type = ({ esim_ready: 'capture', failed: 'release', refunded: 'refund' } as const)[status as 'failed']; // the three that end
  return changeOrder(post(model, currency, type, PRICES[currency]), name, { status });
};

const settle = (model: Model, order: ModelOrder, status: OrderState): Outcome => {
  const { name, isEndAsked } = order;
  if (order.status !== 'provisioning' && order.status !== 'manual_review') return [model, order.status];
  if (status === 'manual_review') return [changeOrder(model, name, { status }), status];
  const ended = isEndAsked ? 'failed' : status;
  return [end(model, order, ended), ended];
};

const cancel = (model: Model, order: ModelOrder): Outcome => {
  const { status, name, refund } = order;
  if (status === 'reserved') return [end(model, order, 'failed'), 'failed'];
  if (status === 'failed' || status === 'refunded') return [model, 'ORDER_NOT_CANCELLABLE'];
  if (status === 'esim_ready' && refund !== null) return [model, 'REFUND_OPEN'];
  return [changeOrder(model, name, { isEndAsked: true }), status];
};

const endCancellation = (model: Model, order: ModelOrder, isTakenBack: boolean): Outcome => {
  if (order.status !== 'esim_ready' || !order.isEndAsked) return [model, order.status];
  if (isTakenBack) return [end(model, order, 'refunded'), 'refunded'];
  return [changeOrder(model, order.name, { isEndAsked: false }), 'esim_ready'];
};

const request = (model: Model, { name, status, isEndAsked, refund }: ModelOrder): Outcome => {
  if (status !== 'esim_ready' || isEndAsked) return [model, 'ORDER_NOT_REFUNDABLE'];
  if (refund !== null) return [model, 'REFUND_OPEN'];
  return [changeOrder(model, name, { refund: 'requested' }), 'requested'];
};

const approve = (model: Model, { name, refund }: ModelOrder): Outcome =>
  refund === 'requested' ? [changeOrder(model, name, { refund: 'approved' }), 'approved'] : [model, `${refund}`];

const complete = (model: Model, order: ModelOrder): Outcome => {
  if (order.refund === 'requested') return [model, 'REFUND_NOT_APPROVED'];
  if (order.refund === 'completed') return [model, 'completed'];
  return [changeOrder(end(model, order, 'refunded'), order.name, { refund: 'completed' }), 'completed'];
};

const fund = (model: Model, step: Step): Outcome => {
  if (model.references.includes(step.reference)) return [model, 'PAYMENT_REFERENCE_TAKEN'];
  const noted = { ...model, references: [...model.references, step.reference] };
  return [post(noted, step.currency, 'credit', paymentOf(step)), 'booked'];
};

const begin = (model: Model, { name, status }: ModelOrder): Outcome =>
  status === 'reserved' ? [changeOrder(model, name, { status: 'provisioning' }), 'provisioning'] : [model, status];

const threshold = (model: Model, step: Step): Outcome => {
  const lowBalanceMinor = thresholdOf(step);
  const wallet = noteLow({ ...model.wallets[step.currency], lowBalanceMinor });
  return [changeWallet(model, step.currency, wallet), 'set'];
};

const agree = (model: Model, step: Step): Outcome => {
  const grossProfitBasisPoints = BigInt(basisPointsOf(step));
  return [
    changeWallet(model, step.currency, { monthlyMinimumMinor: minimumOf(step), grossProfitBasisPoints }),
    'agreed',
  ];
};

const RULES: Readonly<Record<Kind, (model: Model, step: Step) => Outcome>> = {
  place,
  repeat: (model, step) => repeat(model, findOrder(model, step)),
  begin: (model, step) => begin(model, findOrder(model, step)),
  ready: (model, step) => settle(model, findOrder(model, step), 'esim_ready'),
  fail: (model, step) => settle(model, findOrder(model, step), 'failed'),
  review: (model, step) => settle(model, findOrder(model, step), 'manual_review'),
  cancel: (model, step) => cancel(model, findOrder(model, step)),
  'taken-back': (model, step) => endCancellation(model, findOrder(model, step), true),
  'in-use': (model, step) => endCancellation(model, findOrder(model, step), false),
  request: (model, step) => request(model, findOrder(model, step)),
  approve: (model, step) => approve(model, findOrder(model, step)),
  complete: (model, step) => complete(model, findOrder(model, step)),
  fund,
  'fund-again': fund,
  'credit-line': (model, step) => [changeWallet(model, step.currency, { creditLimitMinor: creditLineOf(step) }), 'set'],
  threshold,
  agree,
  issue: (model, step) => issue(model, findInvoice(model, step), false),
  'issue-early': (model, step) => issue(model, findInvoice(model, step), true),
  pay: (model, step) => pay(model, findInvoice(model, step), null),
  transfer: (model, step) => pay(model, findInvoice(model, step), step.name),
  void: (model, step) => makeVoid(model, findInvoice(model, step)),
};

/** What a step makes of the model, and what it answers. */
export const predict = (model: Model, step: Step): Outcome => RULES[step.kind](model, step);

const DAY = 86_400_000;

/** The model when time has gone on: some days, or to the last millisecond of a month or the first behind it. */
export const wait = (model: Model, size: number): Model => {
  const month = new Date(model.now).getUTCFullYear() * 12 + new Date(model.now).getUTCMonth();
  const next = startOf(month + 1);
  const now = [model.now + (size % 20) * DAY, next - 1, next, model.now + 1][size % 4] ?? model.now;
  return { ...model, now: Math.max(model.now, now) };
};
