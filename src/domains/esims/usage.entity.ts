import { defineEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';

/** At which percentages of its eSIMs' data an owner wants to hear. */
export const UsageThresholdsEntity = defineEntity({
  name: 'UsageThresholds',
  tableName: 'usage_thresholds',
  properties: {
    organisationId: ownerColumns.organisationId.primary(),
    mode: ownerColumns.mode.primary(),
    percentages: p.array<number>(Number).columnType('integer[]'),
  },
});

/** A report of a carrier, known by the carrier's own reference. */
export const UsageReportEntity = defineEntity({
  name: 'UsageReport',
  tableName: 'usage_reports',
  properties: {
    reference: p.text().primary(),
    iccid: p.text(),
    dataMbUsed: p.integer(),
    observedAt: moment(),
    receivedAt: moment(),
  },
});

/** A percentage that the use of an eSIM has reached: its owner heard of it once. */
export const UsageCrossingEntity = defineEntity({
  name: 'UsageCrossing',
  tableName: 'usage_crossings',
  properties: {
    iccid: p.text().primary(),
    percentage: p.integer().primary(),
    crossedAt: moment(),
  },
});
