import { pruneReports } from '../domains/esims/index.ts';
import { useCase } from '../door/use-case.ts';

/** Rows that one run forgets: enough to keep up, few enough to hold no lock for long. */
const ROWS_MAX = 100_000;

/** Forgets usage reports past their retention: gives how many, and whether there are more. What they said of their eSIMs stays. */
export const pruneUsageReports = useCase('usage.prune', async (tx, _input: null) => {
  const pruned = await pruneReports(tx, ROWS_MAX);
  const hasMore = pruned === ROWS_MAX;
  return { result: { pruned, hasMore }, subject: pruned > 0 ? 'usage_reports' : null, event: null };
});
