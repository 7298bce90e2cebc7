import { useCase } from '../door/use-case.ts';
import { IDEMPOTENCY_RETENTION_DAYS, pruneKeys } from '../records/idempotency/index.ts';

const DAY_MS = 86_400_000;

/** Rows that one run forgets: enough to keep up, few enough to hold no lock for long. */
const ROWS_MAX = 10_000;

/** Forgets idempotency keys past their retention, and gives how many. */
export const pruneIdempotencyKeys = useCase('idempotency.prune', async (tx, _input: null) => {
  const before = new Date(tx.now.getTime() - IDEMPOTENCY_RETENTION_DAYS * DAY_MS);
  const pruned = await pruneKeys(tx, before, ROWS_MAX);
  return { result: pruned, subject: pruned > 0 ? 'idempotency_keys' : null, event: null };
});
