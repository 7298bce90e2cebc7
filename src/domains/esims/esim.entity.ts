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
    /** What it carries in megabytes, and for how many days from its installation. */
    dataMb: p.integer(),
    validityDays: p.integer(),
    /** As of the latest report. */
    dataMbUsed: p.integer(),
    /** When the latest report was measured, and when it came. */
    usageObservedAt: moment().nullable(),
    usageReceivedAt: moment().nullable(),
    downloadedAt: moment().nullable(),
    installedAt: moment().nullable(),
    /** Known once it is installed. */
    expiresAt: moment().nullable(),
    createdAt: moment(),
    updatedAt: moment(),
  },
});
