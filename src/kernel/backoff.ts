/** Milliseconds before attempt `attempt` (1 is the first retry): doubling from `baseMs` up to `capMs`. */
export const backoffMs = (attempt: number, baseMs: number, capMs: number): number =>
  Math.min(capMs, baseMs * 2 ** (attempt - 1));
