import type { Esim } from './esims.ts';

export const USAGE_STATES = ['not_started', 'active', 'threshold', 'exhausted', 'expired', 'unknown'] as const;

type UsageState = (typeof USAGE_STATES)[number];

/** Carriers report the use of an installed eSIM this often, in minutes. */
export const REPORT_INTERVAL_MINUTES = 60;

/** Reports that may be missing before the use that is known counts as stale. */
export const REPORTS_MISSING_MAX = 2;

const INTERVAL_MS = REPORT_INTERVAL_MINUTES * 60_000;

/** The use of an eSIM as its latest report has it. */
export interface Usage {
  readonly dataMbTotal: number;
  /** As it was reported, also where that is more than the eSIM carries. */
  readonly dataMbUsed: number;
  readonly dataMbRemaining: number;
  /** 0 to 100, rounded down: 100 means that nothing is left. */
  readonly usagePercent: number;
  readonly status: UsageState;
  /** When the latest report was measured; null before the first one. */
  readonly observedAt: Date | null;
  readonly isStale: boolean;
  /** When the report after the latest is due, in the past where it is late; null where none is expected. */
  readonly nextReportExpectedAt: Date | null;
}

/** What of an eSIM its use is derived from. */
export type UsedEsim = Pick<Esim, 'status' | 'dataMb' | 'dataMbUsed' | 'usageObservedAt' | 'installedAt' | 'expiresAt'>;

const isOver = ({ status, expiresAt }: UsedEsim, now: Date): boolean =>
  status === 'expired' || (status !== 'failed' && expiresAt !== null && expiresAt <= now);

/** True where so much was used that a percentage is reached. Exact: nothing is rounded. */
export const reaches = (dataMbUsed: number, dataMb: number, percentage: number): boolean =>
  dataMbUsed * 100 >= percentage * dataMb;

/** Reports come from a device alone that has the eSIM installed and has something left to use. */
const nextReportOf = (esim: UsedEsim, now: Date): Date | null => {
  const since = esim.usageObservedAt ?? esim.installedAt;
  const isReporting = esim.status === 'installed' && !isOver(esim, now) && esim.dataMbUsed < esim.dataMb;
  return isReporting && since !== null ? new Date(since.getTime() + INTERVAL_MS) : null;
};

/** True from the moment at which the last of the reports that may be missing was due. */
const isLate = (expectedAt: Date | null, now: Date): boolean =>
  expectedAt !== null && now.getTime() >= expectedAt.getTime() + (REPORTS_MISSING_MAX - 1) * INTERVAL_MS;

const statusOf = (esim: UsedEsim, thresholds: readonly number[], now: Date, isStale: boolean): UsageState => {
  const { status, dataMb, dataMbUsed, usageObservedAt } = esim;
  if (status === 'failed') return 'unknown';
  if (isOver(esim, now)) return 'expired';
  if (dataMbUsed >= dataMb) return 'exhausted';
  if (thresholds.some((percentage) => reaches(dataMbUsed, dataMb, percentage))) return 'threshold';
  if (dataMbUsed > 0) return 'active';
  return usageObservedAt === null && isStale ? 'unknown' : 'not_started';
};

/** How much of an eSIM was used and what is to be thought of that now, at the owner's percentages. Megabytes. */
export const usageOf = (esim: UsedEsim, thresholds: readonly number[], now: Date): Usage => {
  const { dataMb, dataMbUsed, usageObservedAt } = esim;
  const nextReportExpectedAt = nextReportOf(esim, now);
  const isStale = isLate(nextReportExpectedAt, now);
  return {
    dataMbTotal: dataMb,
    dataMbUsed,
    dataMbRemaining: Math.max(0, dataMb - dataMbUsed),
    usagePercent: Math.min(100, Math.floor((dataMbUsed * 100) / dataMb)),
    status: statusOf(esim, thresholds, now, isStale),
    observedAt: usageObservedAt,
    isStale,
    nextReportExpectedAt,
  };
};
