/** What the operator sets; the configuration has what holds unless he does. */
export interface HttpOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly bodyBytesMax: number;
  /** Ranges of addresses of the proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** How many credentials an address may try in a minute. */
  readonly authenticationAttemptsMax: number;
  /** How long the answer about a slow package of the sandbox takes. */
  readonly sandboxSlowMs: number;
  /** How long `drain` waits for answers in flight. */
  readonly drainTimeoutMs: number;
}

/** A whole request must have arrived in this time. */
export const REQUEST_TIMEOUT_MS = 30_000;

export const HEADERS_TIMEOUT_MS = 10_000;

/** How long an idle connection stays open; longer than a load balancer in front of it keeps its own. */
export const KEEP_ALIVE_TIMEOUT_MS = 65_000;
