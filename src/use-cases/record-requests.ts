import { type RequestRecord, writeRequests } from '../domains/requests/index.ts';
import { useCase } from '../door/use-case.ts';

/** Keeps what requests were, many of them at a time. Nothing else is recorded of it: a request is no change. */
export const recordRequests = useCase('request.record', async (tx, records: readonly RequestRecord[]) => {
  await writeRequests(tx, records);
  return { result: records.length, subject: null, event: null };
});
