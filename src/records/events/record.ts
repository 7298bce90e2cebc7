import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../kernel/id.ts';
import type { EventDraft } from './event-types.ts';

const iccidOf = ({ data }: EventDraft): string | null => ('iccid' in data ? data.iccid : null);

/**
 * Writes what owners will hear about, in the transaction that makes it true, with the next numbers of each owner's log
 * and a job that brings it to their webhooks. The log's lock is taken here and held until the transaction ends: no number
 * is ever seen before a lower one, and a transaction that is given up leaves no gap. It must be the last thing that a
 * change locks.
 */
export const recordEvents = (tx: Tx, drafts: readonly EventDraft[]): void => {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => {
    const { organisationId, mode } = draft.owner ?? tx.owner;
    return {
      id: draft.id ?? newId('event'),
      organisation_id: organisationId,
      mode,
      type: draft.type,
      order_id: draft.orderId,
      partner_order_id: draft.partnerOrderId,
      iccid: iccidOf(draft),
      data: draft.data,
    };
  });
  tx.call('record_events(?::timestamptz, ?::jsonb)', [tx.now, JSON.stringify(rows)]);
};
