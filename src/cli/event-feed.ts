import { setTimeout as sleep } from 'node:timers/promises';
import { type LoggedEvent, type OnyxClient, OnyxError } from '../client/index.ts';
import { Refusal } from './refusal.ts';

const POLL_MS = 500;
const PAGE = 100;

interface FeedNeeds {
  readonly client: OnyxClient;
  readonly signal: AbortSignal;
  /** Told once when the API stops answering, and once when it answers again. */
  readonly onAway: (isAway: boolean) => void;
}

const refusalOf = (error: OnyxError): Refusal => {
  const { message, next, details } = error.refusals[0];
  const missing = Array.isArray(details.missingScopes) ? ` (missing: ${details.missingScopes.join(', ')})` : '';
  return new Refusal(`${message}${missing} ${next}`, { cause: error });
};

/** Asks again for as long as the API is away or wants less to be asked. Throws a Refusal where asking again is of no use. */
export class EventFeed {
  readonly #needs: FeedNeeds;
  #isAway = false;

  constructor(needs: FeedNeeds) {
    this.#needs = needs;
  }

  /** The number of the last event that there is; 0 where there is none. The log has no gap, so halving finds it. */
  async end(): Promise<number> {
    let last = 0;
    let beyond = 1;
    while (await this.#hasEventBehind(beyond - 1)) [last, beyond] = [beyond, beyond * 2];
    while (beyond - last > 1) {
      const middle = Math.floor((last + beyond) / 2);
      if (await this.#hasEventBehind(middle - 1)) last = middle;
      else beyond = middle;
    }
    return last;
  }

  /** The events behind a number, in their sequence, as they come. Never ends by itself. */
  async *behind(sequence: number): AsyncGenerator<LoggedEvent, never, void> {
    for (let last = sequence; ; ) {
      const { nodes, pageInfo } = await this.#ask(last, PAGE);
      yield* nodes;
      last = nodes.at(-1)?.sequence ?? last;
      if (!pageInfo.hasNextPage) await this.#wait(POLL_MS);
    }
  }

  async #hasEventBehind(sequence: number): Promise<boolean> {
    return (await this.#ask(sequence, 1)).nodes.length > 0;
  }

  async #ask(afterSequence: number, first: number): ReturnType<OnyxClient['events']> {
    const { client, signal } = this.#needs;
    for (;;) {
      try {
        const page = await client.events({ filter: { afterSequence }, first }, { signal });
        this.#tell(false);
        return page;
      } catch (error) {
        await this.#wait(this.#waitAfter(error));
      }
    }
  }

  /** Milliseconds until it is worth asking again. */
  #waitAfter(error: unknown): number {
    if (!(error instanceof OnyxError)) throw error;
    const { code, retry, details } = error;
    if (code === 'RATE_LIMITED') return Math.max(POLL_MS, Number(details.retryAfterSeconds ?? 1) * 1_000);
    if (retry === 'never') throw refusalOf(error);
    this.#tell(true);
    return POLL_MS;
  }

  #tell(isAway: boolean): void {
    if (isAway !== this.#isAway) this.#needs.onAway(isAway);
    this.#isAway = isAway;
  }

  #wait(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.#needs.signal });
  }
}
