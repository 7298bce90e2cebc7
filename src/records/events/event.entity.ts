import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';

/** What a partner will hear about, written in the transaction that made it true. Holds no secret. */
export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'events',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    type: p.text(),
    orderId: p.text().nullable(),
    partnerOrderId: p.text().nullable(),
    data: p.json(),
    occurredAt: moment(),
  },
});
