import { request } from 'undici';
import type { LoggedEvent } from '../client/index.ts';
import { ATTEMPT_MS_MAX, payloadOf, webhookRequest } from '../domains/webhooks/index.ts';
import { monotonicMs, systemClock } from '../kernel/clock.ts';

/** What became of a forwarded event. It would count as delivered with a status of 200 to 299. */
export interface Forwarded {
  /** Null where no answer came. */
  readonly status: number | null;
  /** What the system says where no answer came, such as `ECONNREFUSED`; `TIMEOUT` after 15 seconds. */
  readonly error: string | null;
  readonly durationMs: number;
}

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.name;
};

const bodyOf = (event: LoggedEvent): string => {
  const { id: eventId, type, orderId, partnerOrderId } = event;
  return JSON.stringify(
    payloadOf({
      eventId,
      type,
      sequence: BigInt(event.sequence),
      mode: event.mode === 'LIVE' ? 'live' : 'sandbox',
      occurredAt: new Date(event.occurredAt),
      orderId,
      partnerOrderId,
      data: Object(event.data),
    }),
  );
};

/** Sends an event as its webhook would be sent, signed with the secret, once. */
export const forwardEvent = async (
  event: LoggedEvent,
  target: { readonly url: string; readonly secret: string },
  signal: AbortSignal,
): Promise<Forwarded> => {
  const { url, headers, body } = webhookRequest({
    url: target.url,
    secrets: [target.secret],
    eventId: event.id,
    attemptedAt: systemClock.now(),
    body: bodyOf(event),
    isLoopbackAllowed: true,
  });
  const timeout = AbortSignal.timeout(ATTEMPT_MS_MAX);
  const begunMs = monotonicMs();
  const outcome = (status: number | null, error: string | null): Forwarded => ({
    status,
    error,
    durationMs: Math.round(monotonicMs() - begunMs),
  });
  try {
    const until = AbortSignal.any([signal, timeout]);
    const answer = await request(url, { method: 'POST', headers, body, signal: until });
    await answer.body.dump();
    return outcome(answer.statusCode, null);
  } catch (error) {
    signal.throwIfAborted();
    return outcome(null, timeout.aborted ? 'TIMEOUT' : codeOf(error));
  }
};
