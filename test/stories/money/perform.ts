import { type Invoice, listInvoices } from '../../../src/domains/invoices/index.ts';
import { getOrder } from '../../../src/domains/orders/index.ts';
import { listRefundsOfOrders } from '../../../src/domains/refunds/index.ts';
import type { Call, House } from '../../../src/door/use-case.ts';
import type { Owner } from '../../../src/kernel/actor.ts';
import { Fault } from '../../../src/kernel/fault.ts';
import { makeIccid } from '../../../src/kernel/iccid.ts';
import { agreeInvoiceTerms } from '../../../src/use-cases/agree-invoice-terms.ts';
import { approveRefund } from '../../../src/use-cases/approve-refund.ts';
import { beginProvisioning } from '../../../src/use-cases/begin-provisioning.ts';
import { cancelOrder } from '../../../src/use-cases/cancel-order.ts';
import { completeRefund } from '../../../src/use-cases/complete-refund.ts';
import { endCancellation } from '../../../src/use-cases/end-cancellation.ts';
import { fundWallet } from '../../../src/use-cases/fund-wallet.ts';
import { issueInvoice } from '../../../src/use-cases/issue-invoice.ts';
import { payInvoice } from '../../../src/use-cases/pay-invoice.ts';
import { placeOrder } from '../../../src/use-cases/place-order.ts';
import { requestRefund } from '../../../src/use-cases/request-refund.ts';
import { setWalletTerms } from '../../../src/use-cases/set-wallet-terms.ts';
import { type ProvisioningOutcome, settleProvisioning } from '../../../src/use-cases/settle-provisioning.ts';
import { voidInvoice } from '../../../src/use-cases/void-invoice.ts';
import { keyedCall, orderInput, systemCall } from '../../support/orders.ts';
import { packageDraft } from '../../support/seed.ts';
import type { PRICES } from './model.ts';
import { basisPointsOf, creditLineOf, type Kind, minimumOf, paymentOf, type Step, thresholdOf } from './steps.ts';

/** What is sold, at the prices of the model. */
export const OFFERS = {
  USD: packageDraft('JP', '4.00'),
  JPY: packageDraft('KR', '600', { currency: 'JPY' }),
  KWD: packageDraft('KW', '1.234', { currency: 'KWD' }),
} satisfies Record<keyof typeof PRICES, unknown>;

/** All invoices of an owner. */
export const invoicesOf = async ({ database }: House, owner: Owner): Promise<readonly Invoice[]> =>
  (await listInvoices(database.tables(), owner, {}, 10_000, null)).rows;

/** The count in an invoice's number. */
export const countIn = (number: string | null): number | null =>
  number === null ? null : Number(number.split('-').at(-1));

/** What a step needs to be done, with the ids of what it is about. */
interface Needs {
  readonly house: House;
  readonly owner: Owner;
  readonly call: Call;
  readonly step: Step;
  readonly orderId: string;
  readonly refundId: string;
  /** Empty where the month is not there any more. */
  readonly invoiceId: string;
}

const place = async ({ house, owner, step: { order, currency } }: Needs): Promise<string> => {
  const input = orderInput(order, { packageId: OFFERS[currency].packageId });
  return (await placeOrder(house, keyedCall(owner, order), input)).replayed ? 'replayed' : 'placed';
};

const settle = async ({ house, call, orderId }: Needs, outcome: ProvisioningOutcome): Promise<string> =>
  (await settleProvisioning(house, call, { orderId, outcome })).status;

const ready = (needs: Needs): Promise<string> => {
  const iccid = makeIccid({ country: '882', issuer: '97', account: Number(needs.step.name) });
  return settle(needs, { kind: 'ready', iccid, activation: { smdpAddress: 'smdp.example', matchingId: 'MATCH' } });
};

const cancel = async ({ house, owner, orderId, step: { name } }: Needs): Promise<string> => {
  const { result } = await cancelOrder(house, keyedCall(owner, name), { orderId });
  return result?.status ?? 'replayed';
};

const request = async ({ house, owner, orderId, step: { name } }: Needs): Promise<string> => {
  const { result } = await requestRefund(house, keyedCall(owner, name), { orderId, reason: 'not_working', note: null });
  return result?.status ?? 'replayed';
};

const fund = async ({ house, call, step }: Needs): Promise<string> => {
  const amount = { minor: paymentOf(step), currency: step.currency };
  await fundWallet(house, call, { amount, paymentReference: step.reference });
  return 'booked';
};

const agree = async ({ house, call, step }: Needs): Promise<string> => {
  const terms = { monthlyMinimumMinor: minimumOf(step), grossProfitBasisPoints: basisPointsOf(step) };
  await agreeInvoiceTerms(house, call, { currency: step.currency, month: '2020-01-01', ...terms });
  return 'agreed';
};

const setTerms = async ({ house, call, step }: Needs, terms: object): Promise<string> => {
  await setWalletTerms(house, call, { currency: step.currency, ...terms });
  return 'set';
};

const issue = async ({ house, call, invoiceId }: Needs, isEarly: boolean): Promise<string> => {
  const issued = await issueInvoice(house, call, { invoiceId, isEarly, skipsEmpty: true });
  return issued ? `number ${countIn(issued.number)}, due ${issued.trueUpMinor}` : 'skipped';
};

const pay = async ({ house, call, invoiceId }: Needs, paymentReference: string | null): Promise<string> =>
  (await payInvoice(house, call, { invoiceId, paymentReference })).status;

const WAYS: Readonly<Record<Kind, (needs: Needs) => Promise<string>>> = {
  place,
  repeat: place,
  begin: async ({ house, call, orderId }) => (await beginProvisioning(house, call, { orderId })).status,
  ready,
  fail: (needs) => settle(needs, { kind: 'failed', reason: 'CARRIER_REJECTED' }),
  review: (needs) => settle(needs, { kind: 'review', reason: 'CARRIER_REVIEW' }),
  cancel,
  'taken-back': async ({ house, call, orderId }) =>
    (await endCancellation(house, call, { orderId, outcome: 'cancelled' })).status,
  'in-use': async ({ house, call, orderId }) =>
    (await endCancellation(house, call, { orderId, outcome: 'downloaded' })).status,
  request,
  approve: async ({ house, call, refundId }) => (await approveRefund(house, call, { refundId })).status,
  complete: async ({ house, call, refundId }) => (await completeRefund(house, call, { refundId })).status,
  fund,
  'fund-again': fund,
  'credit-line': (needs) => setTerms(needs, { creditLimitMinor: creditLineOf(needs.step) }),
  threshold: (needs) => setTerms(needs, { lowBalanceMinor: thresholdOf(needs.step) }),
  agree,
  issue: (needs) => issue(needs, false),
  'issue-early': (needs) => issue(needs, true),
  pay: (needs) => pay(needs, null),
  transfer: (needs) => pay(needs, needs.step.reference),
  void: async ({ house, call, invoiceId }) =>
    (await voidInvoice(house, call, { invoiceId, reason: 'The minimum was wrong.' })).status,
};

const MONTHS = 12;

/** The first day of a month of the model, as invoices are named by it. */
export const firstDayOf = (month: number): string =>
  `${Math.floor(month / MONTHS)}-${String((month % MONTHS) + 1).padStart(2, '0')}-01`;

const isMeant = (step: Step, { number, currency, month, status }: Invoice): boolean =>
  step.number === null
    ? currency === step.currency && month === firstDayOf(step.month) && status !== 'void'
    : countIn(number) === step.number;

const findOrderId = async ({ database }: House, owner: Owner, step: Step): Promise<string> => {
  if (step.order === step.name) return ''; // it has none yet, or is about none
  return (await getOrder(database.tables(), owner, { partnerOrderId: step.order })).id;
};

/** Looks up what a step is about. Gives what does it, and answers as the model does: what came of it, or the code of the refusal. */
export const prepare = async (house: House, owner: Owner, step: Step): Promise<() => Promise<string>> => {
  const orderId = await findOrderId(house, owner, step);
  const [refund] = orderId ? await listRefundsOfOrders(house.database.tables(), owner, [orderId]) : [];
  const invoices = step.invoice ? await invoicesOf(house, owner) : [];
  const invoiceId = invoices.find((invoice) => isMeant(step, invoice))?.id ?? '';
  const needs = { house, owner, call: systemCall(owner), step, orderId, refundId: refund?.id ?? '', invoiceId };
  return async () => {
    try {
      return await WAYS[step.kind](needs);
    } catch (error) {
      if (error instanceof Fault) return error.code;
      throw error;
    }
  };
};
