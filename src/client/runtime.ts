/** What the client takes from the machine it runs on. A test gives its own, and then nothing waits. */
export interface Runtime {
  readonly now: () => Date;
  /** Ends after the milliseconds, or at once where the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  /** A key that was never used. */
  readonly newKey: () => string;
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });

/** This machine's. The client imports nothing of the server's, so it reads time and chance itself. */
export const SYSTEM: Runtime = {
  now: () => new Date(),
  sleep,
  random: () => Math.random(),
  newKey: () => globalThis.crypto.randomUUID(),
};

/** A page has a window with a document; a worker of a page can import scripts, which no server's can (Deno says it could). */
const isBrowser = (): boolean =>
  ('window' in globalThis && 'document' in globalThis) ||
  ('WorkerNavigator' in globalThis && 'importScripts' in globalThis && !('Deno' in globalThis));

/** Throws an Error in a page or a worker of one: whoever opens it could read the credential. */
export const refuseBrowsers = (): void => {
  if (!isBrowser()) return;
  throw new Error(
    'OnyxClient runs on your server: in a browser everybody who opens the page can read the credential. Call your own server from the page. A credential that reached a browser is exposed: revoke it.',
  );
};
