import { recordForgedTest as recordForged } from '../domains/webhooks/index.ts';
import { useCase } from '../door/use-case.ts';

interface ForgedTest {
  readonly endpointId: string;
  /** Whether the endpoint refused what was sent to it. */
  readonly isRefused: boolean;
}

/** Ends a test whose signature was wrong on purpose, and keeps the first refusal of an endpoint, for the launch. Gives whether this was it. */
export const recordForgedTest = useCase('webhook.record_test', async (tx, { endpointId, isRefused }: ForgedTest) => {
  const isFirst = await recordForged(tx, endpointId, isRefused);
  return { result: isFirst, subject: isFirst ? endpointId : null, event: null };
});
