import { defineEntity, p } from '@mikro-orm/core';
import { minorUnits, moment, ownerColumns } from '../../db/columns.ts';
import { MODES } from '../../kernel/actor.ts';
import { INVOICE_STATES } from './invoice.states.ts';

/** The invoice of one wallet and month. What it says is worked out while it is a draft, and never changes from then on. */
export const InvoiceEntity = defineEntity({
  name: 'Invoice',
  tableName: 'invoices',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    currency: p.text(),
    /** Its first day, in the owner's time zone. */
    month: p.date(),
    /** How often its sandbox had been reset: a month is invoiced once for each time. */
    resets: p.integer().default(0),
    /** IANA name. */
    timeZone: p.text(),
    periodStart: moment(),
    /** The first moment after it. */
    periodEnd: moment(),
    status: p.enum(INVOICE_STATES),
    /** The entries of the wallet's chain that it covers; the last one is open in a draft, unless the period was covered before. */
    firstSequence: p.bigint(),
    lastSequence: p.bigint().nullable(),
    number: p.text().nullable(),
    lineCount: p.integer().nullable(),
    ordersMinor: minorUnits().nullable(),
    refundsMinor: minorUnits().nullable(),
    grossProfitMinor: minorUnits().nullable(),
    grossProfitBasisPoints: p.integer().nullable(),
    monthlyMinimumMinor: minorUnits().nullable(),
    trueUpMinor: minorUnits().nullable(),
    totalDueMinor: minorUnits().nullable(),
    purchaseOrder: p.text().nullable(),
    trueUpEntryId: p.text().nullable(),
    paymentEntryId: p.text().nullable(),
    reversalEntryId: p.text().nullable(),
    voidReason: p.text().nullable(),
    createdAt: moment(),
    issuedAt: moment().nullable(),
    paidAt: moment().nullable(),
    voidedAt: moment().nullable(),
  },
});

/** The last number that an owner's invoices have. Its lock keeps them without a gap. */
export const InvoiceSeriesEntity = defineEntity({
  name: 'InvoiceSeries',
  tableName: 'invoice_series',
  properties: {
    organisationId: p.text().primary(),
    mode: p.enum(MODES).primary(),
    lastNumber: p.integer(),
  },
});

/** What was agreed about the months of a wallet, from one on. */
export const InvoiceTermsEntity = defineEntity({
  name: 'InvoiceTerms',
  tableName: 'invoice_terms',
  properties: {
    organisationId: p.text().primary(),
    mode: p.enum(MODES).primary(),
    currency: p.text().primary(),
    effectiveMonth: p.date().primary(),
    monthlyMinimumMinor: minorUnits(),
    grossProfitBasisPoints: p.integer(),
    agreedAt: moment(),
  },
});
