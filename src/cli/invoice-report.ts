import type { Invoice } from '../domains/invoices/index.ts';
import { getInvoice, listDisputesOfInvoices } from '../domains/invoices/index.ts';
import type { House } from '../door/use-case.ts';
import type { Owner } from '../kernel/actor.ts';
import { type Currency, formatMinor } from '../kernel/money.ts';
import { figuresOfInvoice } from '../views/invoice-figures.ts';
import type { Report } from './command.ts';
import { disputeJson } from './dispute-report.ts';
import { facts } from './layout.ts';
import { getOrganisation } from './owner.ts';
import { required } from './parameters.ts';
import { invoiceName } from './read-value.ts';

export const invoice = required('<invoice>', 'the invoice, by its id inv_… or its number', invoiceName);

const PERCENT = 100;

/** An invoice as commands give it in JSON. */
export const invoiceJson = async (house: House, owner: Owner, shown: Invoice) => {
  const figures = await figuresOfInvoice(house.database.tables(), owner, shown);
  const amount = (minor: bigint): string => formatMinor(minor, shown.currency as Currency); // checked when the wallet was opened
  const { firstSequence, lastSequence } = shown;
  return {
    id: shown.id,
    number: shown.number,
    ...owner,
    status: shown.status,
    currency: shown.currency,
    month: shown.month.slice(0, '2026-11'.length),
    timeZone: shown.timeZone,
    periodStart: shown.periodStart,
    periodEnd: shown.periodEnd,
    entries: { first: Number(firstSequence), last: lastSequence === null ? null : Number(lastSequence) },
    lineCount: figures.lineCount,
    orders: amount(figures.ordersMinor),
    refunds: amount(figures.refundsMinor),
    grossProfit: amount(figures.grossProfitMinor),
    grossProfitPercent: figures.grossProfitBasisPoints / PERCENT,
    monthlyMinimum: amount(figures.monthlyMinimumMinor),
    trueUp: amount(figures.trueUpMinor),
    totalDue: amount(figures.totalDueMinor),
    purchaseOrder: shown.purchaseOrder,
    trueUpEntryId: shown.trueUpEntryId,
    paymentEntryId: shown.paymentEntryId,
    reversalEntryId: shown.reversalEntryId,
    issuedAt: shown.issuedAt,
    paidAt: shown.paidAt,
    voidedAt: shown.voidedAt,
    voidReason: shown.voidReason,
  };
};

/** An invoice as it stands, for a person line by line. */
export const reportInvoice = async (house: House, owner: Owner, invoiceId: string): Promise<Report> => {
  const json = await invoiceJson(house, owner, await getInvoice(house.database.tables(), owner, invoiceId));
  const { currency } = json;
  const { name } = await getOrganisation(house, owner.organisationId);
  const [disputes = []] = await listDisputesOfInvoices(house.database.tables(), owner, [invoiceId]);
  return {
    json: { ...json, disputes: disputes.map((one) => disputeJson(one)) },
    text: () =>
      facts([
        ['invoice', json.number ?? json.id],
        ['organisation', `${name}, ${owner.organisationId}`],
        ['mode', owner.mode],
        ['status', json.status],
        ['period', `${json.month} in ${json.timeZone}`],
        ['lines', json.lineCount],
        ['orders', `${json.orders} ${currency}, taken from the wallet`],
        ['refunds', `${json.refunds} ${currency}`],
        ['gross profit', `${json.grossProfit} ${currency} (${json.grossProfitPercent} %)`],
        ['monthly minimum', `${json.monthlyMinimum} ${currency}`],
        ['true-up', `${json.trueUp} ${currency}`],
        ['total due', `${json.totalDue} ${currency}`],
        ['purchase order', json.purchaseOrder ?? 'none'],
        ['disputes', disputes.map(({ id, status }) => `${id} ${status}`).join(', ') || 'none'],
      ]),
  };
};
