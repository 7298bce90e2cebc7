import type { House } from '../door/use-case.ts';
import type { Log } from '../kernel/log.ts';
import { advanceEsim, type EsimStep } from '../use-cases/advance-esim.ts';
import { findEsimOwner } from '../views/esim-owner.ts';
import type { ProgressReports } from './download-progress-route.ts';

interface DownloadProgressSettings {
  /** Null takes no reports. */
  readonly es2NotificationToken: string | null;
  /** What points above 4 mean. */
  readonly es2NotificationPoints: ReadonlyMap<number, EsimStep> | null;
}

/** SGP.22 section 5.3.5: 1 eligibility checked, 2 confirmation failed. */
const STEPS: readonly (readonly [point: number, step: EsimStep])[] = [
  [3, 'downloaded'],
  [4, 'installed'],
];

/**
 * Moves live eSIMs as an SM-DP+ tells of them; null where nobody may tell. What moves nothing is noted and accepted all
 * the same, for an SM-DP+ sends again what it was refused.
 */
export const downloadProgress = (
  house: House,
  log: Log,
  { es2NotificationToken: token, es2NotificationPoints: points }: DownloadProgressSettings,
): ProgressReports | null => {
  if (token === null) return null;
  const steps = new Map([...(points ?? []), ...STEPS]);
  return {
    token,
    report: async ({ iccid, point, isDone }) => {
      const owner = await findEsimOwner(house, iccid, 'live');
      if (owner === null) {
        log.warn({ iccidEnd: iccid.slice(-4), point }, 'SM-DP+ told of an unknown eSIM');
        return;
      }
      const step = steps.get(point);
      if (!isDone || step === undefined) {
        log.info({ iccidEnd: iccid.slice(-4), point, isDone, ...owner }, 'SM-DP+ told of what moves no eSIM');
        return;
      }
      const actor = { kind: 'system', name: 'download_progress', owner } as const;
      const { orderId, status } = await advanceEsim(house, { actor }, { iccid, to: step });
      log.info({ orderId, point, status, ...owner }, 'SM-DP+ told of an eSIM');
    },
  };
};
