/** How a call is sent again. Of a change it is only ever sent again under its idempotency key. */
export interface RetryOptions {
  /** How often it is sent at most: 5. */
  readonly attempts?: number;
  /** The first pause is up to so many milliseconds, each one after it up to twice as many: 250. */
  readonly baseMs?: number;
  /** No pause is longer than so many milliseconds: 8,000. */
  readonly capMs?: number;
  /** Where the server asks to wait longer than so many milliseconds, its refusal is thrown at once: 30,000. */
  readonly patienceMs?: number;
}

export type RetryRules = Required<RetryOptions>;

const DEFAULT: RetryRules = { attempts: 5, baseMs: 250, capMs: 8_000, patienceMs: 30_000 };

const ONCE: RetryRules = { ...DEFAULT, attempts: 1, patienceMs: 0 };

/** The rules of a call: its own, else the client's, else the usual ones; `false` sends once, and never waits. */
export const rulesOf = (client: RetryOptions | false = {}, call: RetryOptions | false | undefined): RetryRules => {
  const chosen = call ?? client;
  if (chosen === false) return ONCE;
  return { ...DEFAULT, ...(client || {}), ...chosen };
};

/** Milliseconds of the pause after so many attempts: backoff with full jitter. */
export const pauseMs = (attempts: number, random: number, { baseMs, capMs }: RetryRules): number =>
  random * Math.min(capMs, baseMs * 2 ** (attempts - 1));
