import { type Attempt, aborted, failure, unreadable } from './attempt-failure.ts';
import type { RefusalContext } from './onyx-error.ts';

/** A file that arrives as it is read. Read it whole or abort the call's signal: it holds a connection. */
export interface Download {
  /** Such as `invoice-2026-11.pdf`; null where the server names none. */
  readonly fileName: string | null;
  readonly contentType: string | null;
  /** Quote it when you ask the operator. */
  readonly requestId: string | null;
  /** Its bytes, to be read once. It throws a NetworkError where it breaks off: what came before is a part then. */
  readonly body: AsyncIterable<Uint8Array>;
}

const fileNameOf = (disposition: string | null): string | null =>
  /;\s*filename="([^"\\/]+)"/i.exec(disposition ?? '')?.[1] ?? null;

async function* bytesOf({ body }: Response, context: Partial<RefusalContext>, attempt: Attempt) {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } catch (cause) {
    if (attempt.signal.aborted) throw aborted(attempt);
    throw failure([unreadable('The file broke off: fetch it again.', false)], attempt, context, { cause });
  } finally {
    await reader.cancel().catch(() => undefined); // it is over, or nobody wants the rest
  }
}

/** What an answer brings. Refuses: NETWORK where it breaks off, ABORTED, both while its body is read. */
export const downloadOf = (response: Response, context: Partial<RefusalContext>, attempt: Attempt): Download => ({
  fileName: fileNameOf(response.headers.get('content-disposition')),
  contentType: response.headers.get('content-type'),
  requestId: context.requestId ?? null,
  body: bytesOf(response, context, attempt),
});
