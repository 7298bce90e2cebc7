import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { AttemptFailure, AttemptOutcome } from '../../domains/webhooks/index.ts';
import { type Clock, monotonicMs } from '../../kernel/clock.ts';
import { failureOf } from './attempt-failure.ts';
import { readRetryAfter } from './retry-after.ts';

/** As much of an answer's body is read, so that its connection can be used again; then the connection is dropped. */
const BODY_BYTES_MAX = 16_384;

/** Statuses whose `Retry-After` is about the request; that of a redirect is about something else. */
const BUSY: readonly number[] = [429, 503];

export interface AttemptLimits {
  readonly clock: Clock;
  readonly totalTimeoutMs: number;
}

interface Settlement {
  readonly resolve: (outcome: AttemptOutcome) => void;
  readonly reject: (error: Error) => void;
}

const failureOfStatus = (status: number): AttemptFailure | null => {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'redirect';
  return status === 410 ? 'gone' : 'status';
};

/** One request and what comes of it. It keeps nothing of the answer but its status and its `Retry-After`. */
class Attempt implements Dispatcher.DispatchHandler {
  readonly #settlement: Settlement;
  readonly #clock: Clock;
  readonly #startedAt = monotonicMs();
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | null = null;
  #isSettled = false;
  #status: number | null = null;
  #retryAfterMs: number | null = null;
  #bodyBytes = 0;

  constructor({ clock, totalTimeoutMs }: AttemptLimits, settlement: Settlement) {
    this.#settlement = settlement;
    this.#clock = clock;
    this.#timer = setTimeout(() => this.#drop('timeout'), totalTimeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isSettled) this.#abort(); // its time was up before a connection was free
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return; // an interim answer: the real one follows
    this.#status = status;
    const retryAfter = headers['retry-after'];
    if (typeof retryAfter !== 'string' || !BUSY.includes(status)) return;
    this.#retryAfterMs = readRetryAfter(retryAfter, this.#clock.now());
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bodyBytes += chunk.length;
    if (this.#bodyBytes > BODY_BYTES_MAX) this.#drop(null);
  }

  onResponseEnd(): void {
    this.#settle(null);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const failure = failureOf(error);
    if (failure !== null) this.#settle(failure);
    else this.#fail(error);
  }

  #drop(failure: AttemptFailure | null): void {
    this.#settle(failure);
    this.#abort();
  }

  #abort(): void {
    this.#controller?.abort(new Error('the rest of the answer is not waited for'));
  }

  /** A status that says no says so even where the rest of the answer fails. */
  #settle(failure: AttemptFailure | null): void {
    if (!this.#end()) return;
    this.#settlement.resolve({
      failure: (this.#status === null ? null : failureOfStatus(this.#status)) ?? failure,
      httpStatus: this.#status,
      durationMs: monotonicMs() - this.#startedAt,
      retryAfterMs: this.#retryAfterMs,
    });
  }

  #fail(error: Error): void {
    if (this.#end()) this.#settlement.reject(error);
  }

  #end(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    return true;
  }
}

/** Sends one request and tells what came of it; an error is ours, such as a header that cannot be sent. */
export const attempt = (
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  limits: AttemptLimits,
): Promise<AttemptOutcome> =>
  new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Attempt(limits, { resolve, reject }));
  });
