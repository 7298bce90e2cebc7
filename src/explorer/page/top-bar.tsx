import { useEffect, useState } from 'react';
import { now } from '../runtime.ts';
import type { Viewer } from '../viewer.ts';

const TICK_MS = 5_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A moment to the minute, in UTC as the API has it. */
const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const lead = (ms: number): string => {
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  return [`${days} d`, `${hours} h`, `${minutes} min`].filter((part) => !part.startsWith('0 ')).join(' ');
};

/** The organisation's own time. */
const Clock = ({ aheadMs }: { readonly aheadMs: number }) => {
  const [time, setTime] = useState(now);

  useEffect(() => {
    const timer = setInterval(() => setTime(now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <span className="clock">
      <time>{moment(time + aheadMs)}</time>
      {aheadMs >= MINUTE_MS && <span className="mark open">{lead(aheadMs + MINUTE_MS / 2)} ahead</span>}
    </span>
  );
};

interface TopBarProps {
  readonly viewer: Viewer;
  /** Why the credential is not taken any more; null while it is. */
  readonly ended: string | null;
}

/** A page that is loaded anew remembers nothing. */
const forget = (): void => location.reload();

/** Whose credential it is, what it may do, and what time it is for them. */
export const TopBar = ({ viewer, ended }: TopBarProps) => (
  <header className="top">
    <h1>Onyx explorer</h1>
    <span className="organisation">{viewer.organisationName}</span>
    <span className="mark open">{viewer.mode.toLowerCase()}</span>
    <button type="button" popoverTarget="scopes">
      {viewer.scopes.length} scopes
    </button>
    <div id="scopes" className="scopes" popover="auto">
      <h2>{viewer.credentialName}</h2>
      <ul>
        {viewer.scopes.map((scope) => (
          <li key={scope}>
            <code>{scope}</code>
          </li>
        ))}
      </ul>
    </div>
    <a href="/docs" target="_blank" rel="noreferrer">
      Documentation
    </a>
    <Clock aheadMs={viewer.aheadMs} />
    <button type="button" onClick={forget}>
      Forget credential
    </button>
    {ended !== null && (
      <p className="problem" role="alert">
        {ended} Press “Forget credential” to enter another one.
      </p>
    )}
  </header>
);
