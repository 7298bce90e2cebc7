import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';
import { ESIM_STATES } from './esim.states.ts';

/** The service that an order bought. Its activation material is a secret and only kept encrypted. */
export const EsimEntity = defineEntity({
  name: 'Esim',
  tableName: 'esims',
  properties: {
    iccid: p.text().primary(),
    ...ownerColumns,
    orderId: p.text().unique(),
    packageId: p.text(),
    status: p.enum(ESIM_STATES),
    keyId: p.text(),
    activationSealed: p.blob(),
    createdAt: moment(),
    updatedAt: moment(),
  },
});
