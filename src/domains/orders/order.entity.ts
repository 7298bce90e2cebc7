import { defineEntity, p } from '@mikro-orm/core';
import { minorUnits, moment, ownerColumns } from '../../db/columns.ts';
import { ORDER_STATES } from './order.states.ts';

/** One purchase of one package. The price and the catalogue version are those of the purchase, for good. */
export const OrderEntity = defineEntity({
  name: 'Order',
  tableName: 'orders',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    partnerOrderId: p.text(),
    customerReference: p.text().nullable(),
    packageId: p.text(),
    catalogueVersionId: p.text(),
    catalogueVersion: p.text(),
    netPriceMinor: minorUnits(),
    currency: p.text(),
    status: p.enum(ORDER_STATES),
    statusReason: p.text().nullable(),
    expectedReadyBy: moment().nullable(),
    /** When its end was asked for; null where that was never asked for, or came too late. */
    cancelRequestedAt: moment().nullable(),
    createdAt: moment(),
    updatedAt: moment(),
  },
  uniques: [{ name: 'orders_partner_order_id_key', properties: ['organisationId', 'mode', 'partnerOrderId'] }],
});
