import type { Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { EventEntity } from './event.entity.ts';
import type { EventDraft } from './event-types.ts';

export { EventEntity } from './event.entity.ts';
export type { EventData, EventDraft, EventType, OrderEventData } from './event-types.ts';

/** Writes what an owner will hear about, in the transaction that makes it true. */
export const recordEvent = (tx: Tx, draft: EventDraft, owner: Owner = tx.owner): void =>
  tx.write(EventEntity, {
    id: newId('event'),
    organisationId: owner.organisationId,
    mode: owner.mode,
    type: draft.type,
    orderId: draft.orderId,
    partnerOrderId: draft.partnerOrderId,
    data: JSON.stringify(draft.data),
    occurredAt: tx.now,
  });
