import { type AttemptRecord, recordAttempts } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/** Keeps how attempts came out, many of them at a time, and gives the endpoints that have failed for too long. */
export const recordDeliveryAttempts = useCase(
  'webhook.record_attempts',
  async (tx, attempts: readonly AttemptRecord[]) => ({
    result: await recordAttempts(tx, attempts),
    subject: null,
    event: null,
  }),
);
