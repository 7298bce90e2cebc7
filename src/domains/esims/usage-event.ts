import type { EventDraft } from '../../records/events/index.ts';
import type { UsageCrossing } from './usage.ts';

/** The event that tells the owner of an eSIM that a percentage of its data was used. */
export const usageEvent = ({ esim, percentage, report }: UsageCrossing, partnerOrderId: string | null): EventDraft => {
  const { iccid, orderId, organisationId, mode, dataMb } = esim;
  const { dataMbUsed, observedAt } = report;
  const about = { orderId, partnerOrderId, owner: { organisationId, mode } };
  const usage = { iccid, dataMbTotal: dataMb, dataMbUsed, observedAt: observedAt.toISOString() };
  return percentage === 100
    ? { ...about, type: 'usage.exhausted', data: usage }
    : { ...about, type: 'usage.threshold', data: { ...usage, thresholdPercent: percentage } };
};
