import { absorbReports, type UsageCrossing, type UsageReport, usageEvent } from '../domains/esims/index.ts';
import { listPartnerOrderIds } from '../domains/orders/index.ts';
import { type Done, useCase } from '../door/use-case.ts';

/** What became of a batch of reports: each of them is counted or named once. */
export interface AbsorbedUsage {
  readonly absorbed: number;
  readonly repeated: number;
  /** The references of reports about eSIMs that are not there. */
  readonly unknown: readonly string[];
}

const orderIdsOf = (crossings: readonly UsageCrossing[]): readonly string[] => [
  ...new Set(crossings.map(({ esim }) => esim.orderId)),
];

/**
 * Takes a batch of a carrier's reports in, at most 1,000, and tells each owner once of each percentage that an eSIM
 * reached: `usage.threshold` for those that it set, `usage.exhausted` for all of it. Sent again, or in another order, the
 * same reports leave the same behind. With an owner it is about that owner's eSIMs alone. Refuses: BAD_USER_INPUT.
 */
export const absorbUsageReports = useCase(
  'usage.absorb',
  async (tx, reports: readonly UsageReport[]): Promise<Done<AbsorbedUsage>> => {
    const { absorbed, repeated, unknown, crossings } = await absorbReports(tx, reports);
    const names = await listPartnerOrderIds(tx.tables(), orderIdsOf(crossings));
    return {
      result: { absorbed: absorbed.length, repeated, unknown: unknown.map(({ reference }) => reference) },
      subject: absorbed[0]?.reference ?? null,
      event: crossings.map((crossing) => usageEvent(crossing, names.get(crossing.esim.orderId) ?? null)),
    };
  },
);
