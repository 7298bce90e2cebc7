import { recordTest, type TestAttempt } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

/** Keeps a test as a delivery that is over, with its one attempt, and gives the delivery's id. */
export const recordTestDelivery = useCase('webhook.record_test', async (tx, attempt: TestAttempt) => ({
  result: await recordTest(tx, attempt),
  subject: null,
  event: null,
}));
