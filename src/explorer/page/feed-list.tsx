import { useEffect, useRef, useState } from 'react';
import type { Feed, FeedRow } from '../live/feed.ts';
import { type Seen, watch } from '../live/watch.ts';
import { now } from '../runtime.ts';
import { useExplorer } from './explorer-context.ts';

const HOUR_MS = 3_600_000;

const clockTime = (at: string): string => at.slice(11, 19);

const Row = ({ row: { at, title, state, about, payload } }: { readonly row: FeedRow }) => (
  <li>
    <details>
      <summary>
        <time dateTime={at}>{clockTime(at)}</time>
        <span className="row-title">{title}</span>
        {state && <span className={`mark ${state.mood}`}>{state.word}</span>}
        <span className="row-about">{about}</span>
      </summary>
      <pre>{JSON.stringify(payload, null, 2)}</pre>
    </details>
  </li>
);

interface FeedListProps {
  readonly feed: Feed;
  /** Whether somebody looks at it: only then it asks. */
  readonly isActive: boolean;
}

const useFeed = (feed: Feed, isActive: boolean): Seen | null => {
  const { session, viewer } = useExplorer();
  const [seen, setSeen] = useState<Seen | null>(null);
  const rows = useRef<readonly FeedRow[]>([]);
  const [since] = useState(() => new Date(now() + viewer.aheadMs - HOUR_MS).toISOString());

  useEffect(() => {
    if (!isActive) return undefined;
    const ending = new AbortController();
    const tell = (news: Seen): void => {
      rows.current = news.rows;
      setSeen(news);
    };
    const ask = session.ask.bind(session);
    void watch({ feed, since, before: rows.current, ask, tell, signal: ending.signal });
    return () => ending.abort();
  }, [session, feed, since, isActive]);

  return seen;
};

const sayOf = (seen: Seen | null): string => {
  if (seen === null) return 'Looking …';
  return seen.problem ?? `Live, ${seen.rows.length} shown`;
};

/** The rows of a feed, newest first; each opens to all that is known of it. */
export const FeedList = ({ feed, isActive }: FeedListProps) => {
  const { viewer } = useExplorer();
  const mayAsk = viewer.scopes.includes(feed.scope);
  const seen = useFeed(feed, isActive && mayAsk);
  if (!mayAsk) {
    return (
      <p hidden={!isActive} className="warn">
        This needs the scope {feed.scope}, which the credential lacks.
      </p>
    );
  }
  return (
    <div hidden={!isActive} className="feed">
      <p role="status" className="soft">
        {sayOf(seen)}
      </p>
      {seen?.rows.length === 0 && <p>{feed.empty}</p>}
      <ol>
        {seen?.rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ol>
    </div>
  );
};
