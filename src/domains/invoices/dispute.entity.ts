import { defineEntity, p } from '@mikro-orm/core';
import { minorUnits, moment, ownerColumns } from '../../db/columns.ts';
import { DISPUTE_REASONS, DISPUTE_STATES } from './dispute.states.ts';

/** That a partner says lines of an invoice are wrong, and what the operator answers. */
export const DisputeEntity = defineEntity({
  name: 'Dispute',
  tableName: 'disputes',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    invoiceId: p.text(),
    status: p.enum(DISPUTE_STATES),
    reason: p.enum(DISPUTE_REASONS),
    /** What the partner adds. */
    note: p.text().nullable(),
    /** What the disputed lines come to. */
    amountMinor: minorUnits(),
    currency: p.text(),
    /** What the operator gave back. */
    creditMinor: minorUnits().nullable(),
    creditEntryId: p.text().nullable(),
    answer: p.text().nullable(),
    openedAt: moment(),
    decidedAt: moment().nullable(),
  },
});

/** A line of an invoice that is disputed. */
export const DisputeLineEntity = defineEntity({
  name: 'DisputeLine',
  tableName: 'dispute_lines',
  properties: {
    disputeId: p.text().primary(),
    entryId: p.text().primary(),
    orderId: p.text().nullable(),
    amountMinor: minorUnits(),
  },
});
