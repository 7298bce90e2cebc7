import type { AnswerBody, Request } from '../session.ts';
import { type Feed, type FeedRow, merge } from './feed.ts';

const POLL_MS = 2_000;
const SECOND_MS = 1_000;

/** Where no answer came, or one that says nothing of how long to wait. */
const PATIENCE_MS = 5_000;

/** How often in a row the list is asked for more before somebody else has a turn. */
const PAGES_MAX = 10;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });

/** A page that nobody sees asks nothing. */
const whenSeen = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
    look();
  });

export interface Seen {
  readonly rows: readonly FeedRow[];
  /** What is wrong just now; null while all is well. */
  readonly problem: string | null;
}

interface Watch {
  readonly feed: Feed;
  /** The moment from which on a first look goes back. */
  readonly since: string;
  readonly before: readonly FeedRow[];
  readonly ask: (request: Request, signal: AbortSignal) => Promise<{ readonly body: AnswerBody }>;
  readonly tell: (seen: Seen) => void;
  readonly signal: AbortSignal;
}

/** How long the server wants to be left alone, and what it said. */
const refusalOf = ({ errors }: AnswerBody): { readonly waitMs: number; readonly problem: string } | null => {
  const [error] = errors ?? [];
  if (!error) return null;
  const { retryAfterSeconds } = error.extensions ?? {};
  const waitMs = typeof retryAfterSeconds === 'number' ? retryAfterSeconds * SECOND_MS : PATIENCE_MS;
  return { waitMs: Math.max(waitMs, POLL_MS), problem: error.message };
};

/** Tells a feed's rows as they come, until the signal ends it. */
export const watch = async ({ feed, since, before, ask, tell, signal }: Watch): Promise<void> => {
  let rows = before;

  /** Asks until the list ends; gives how long to rest. */
  const look = async (): Promise<number> => {
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { body } = await ask(feed.request(rows, since), signal);
      const refusal = refusalOf(body);
      if (refusal) {
        tell({ rows, problem: refusal.problem });
        return refusal.waitMs;
      }
      const data = body.data ?? {};
      rows = merge(rows, feed.rows(data));
      tell({ rows, problem: null });
      if (!feed.hasMore(data)) break;
    }
    return POLL_MS;
  };

  while (!signal.aborted) {
    await whenSeen(signal);
    const waitMs = await look().catch(() => {
      if (!signal.aborted) tell({ rows, problem: 'The server does not answer; asking again.' });
      return PATIENCE_MS;
    });
    await pause(waitMs, signal);
  }
};
