export interface HttpOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly bodyBytesMax: number;
  /** Ranges of addresses of the proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** How many credentials an address may try in a minute. */
  readonly authenticationAttemptsMax: number;
  /** A whole request must have arrived in this time. */
  readonly requestTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** How long an idle connection stays open; longer than a load balancer in front of it keeps its own. */
  readonly keepAliveTimeoutMs: number;
  /** How long the answer about a slow package of the sandbox takes. */
  readonly sandboxSlowMs: number;
  /** How long `drain` waits for answers in flight. */
  readonly drainTimeoutMs: number;
}

export const DEFAULT_HTTP_OPTIONS: HttpOptions = {
  host: '127.0.0.1',
  port: 4000,
  bodyBytesMax: 256 * 1024,
  trustedProxies: [],
  authenticationAttemptsMax: 60,
  requestTimeoutMs: 30_000,
  headersTimeoutMs: 10_000,
  keepAliveTimeoutMs: 65_000,
  sandboxSlowMs: 30_000,
  drainTimeoutMs: 15_000,
};
