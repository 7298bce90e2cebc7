import { pruneEncounters } from '../domains/sandbox/index.ts';
import { useCase } from '../door/use-case.ts';
import { pruneKeys, retainedSince } from '../records/idempotency/index.ts';

/** Rows that one run forgets: enough to keep up, few enough to hold no lock for long. */
const ROWS_MAX = 10_000;

/** Forgets idempotency keys past their retention, and what keys as old have met in the sandbox. Gives how many, and whether there are more. */
export const pruneIdempotencyKeys = useCase('idempotency.prune', async (tx, _input: null) => {
  const before = retainedSince(tx.now);
  const keys = await pruneKeys(tx, before, ROWS_MAX);
  const encounters = await pruneEncounters(tx, before, ROWS_MAX);
  const pruned = keys + encounters;
  const hasMore = Math.max(keys, encounters) === ROWS_MAX;
  return { result: { pruned, hasMore }, subject: pruned > 0 ? 'idempotency_keys' : null, event: null };
});
