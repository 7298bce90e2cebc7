import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';
import { MODES } from '../../kernel/actor.ts';

/** What a partner will hear about, written in the transaction that made it true. Holds no secret. A partition for each month. */
export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'events',
  properties: {
    occurredAt: moment().primary(),
    id: p.text().primary(),
    ...ownerColumns,
    sequence: p.bigint(),
    type: p.text(),
    orderId: p.text().nullable(),
    partnerOrderId: p.text().nullable(),
    iccid: p.text().nullable(),
    data: p.json<Readonly<Record<string, unknown>>>(),
  },
});

/** The last number that an owner's log of events has given. Its lock puts events in the order in which they are committed. */
export const EventSequenceEntity = defineEntity({
  name: 'EventSequence',
  tableName: 'event_sequences',
  properties: {
    organisationId: p.text().primary(),
    mode: p.enum(MODES).primary(),
    lastSequence: p.bigint(),
  },
});
