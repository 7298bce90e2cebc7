import { type Currency, formatMinor } from '../../kernel/money.ts';
import type { EventDraft, EventType } from '../../records/events/index.ts';
import type { Dispute } from './disputes.ts';

/** The event that tells how a dispute now stands. */
export const disputeEvent = (
  type: Extract<EventType, `dispute.${string}`>,
  { id, invoiceId, status, amountMinor, creditMinor, answer, currency: code }: Dispute,
): EventDraft => {
  const currency = code as Currency; // checked when the wallet was opened
  const shown = (minor: bigint) => ({ amount: formatMinor(minor, currency), currency });
  return {
    type,
    orderId: null,
    partnerOrderId: null,
    data: {
      disputeId: id,
      invoiceId,
      status: status.toUpperCase(),
      amount: shown(amountMinor),
      credit: creditMinor === null ? null : shown(creditMinor),
      answer,
    },
  };
};
