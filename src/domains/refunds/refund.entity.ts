import { defineEntity, p } from '@mikro-orm/core';
import { minorUnits, moment, ownerColumns } from '../../db/columns.ts';
import { REFUND_REASONS, REFUND_STATES } from './refund.states.ts';

/** That an order's net price is asked back, and what became of it. */
export const RefundEntity = defineEntity({
  name: 'Refund',
  tableName: 'refunds',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    orderId: p.text(),
    status: p.enum(REFUND_STATES),
    reason: p.enum(REFUND_REASONS),
    /** What the partner adds. */
    note: p.text().nullable(),
    /** What the operator says to a refund that was rejected. */
    rejection: p.text().nullable(),
    amountMinor: minorUnits(),
    currency: p.text(),
    requestedAt: moment(),
    /** When it was approved or rejected, the latter where it was both. */
    decidedAt: moment().nullable(),
    completedAt: moment().nullable(),
  },
});
