import { setThresholds } from '../domains/esims/index.ts';
import { useCase } from '../door/use-case.ts';

/**
 * Sets at which percentages of an eSIM's data the owner hears of its use, for all of its eSIMs, and gives them sorted.
 * What was told already is not told again. Refuses: BAD_USER_INPUT for more than 5, or one that is not 1 to 99.
 */
export const setUsageThresholds = useCase('usage.set_thresholds', async (tx, percentages: readonly number[]) => ({
  result: await setThresholds(tx, percentages),
  subject: tx.owner.organisationId,
  event: null,
}));
