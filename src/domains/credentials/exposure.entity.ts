import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';

export const EXPOSURE_KINDS = ['browser', 'reported'] as const;

/** How a secret came to be known as exposed: used from a browser, or found and reported. */
export type ExposureKind = (typeof EXPOSURE_KINDS)[number];

/** A place where a credential's secret was seen that it must never reach. */
export const ExposureEntity = defineEntity({
  name: 'Exposure',
  tableName: 'exposures',
  properties: {
    id: p.text().primary(),
    ...ownerColumns,
    credentialId: p.text(),
    kind: p.enum(EXPOSURE_KINDS),
    place: p.text(),
    firstSeenAt: moment(),
    lastSeenAt: moment(),
  },
});
