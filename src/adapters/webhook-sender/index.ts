import tls from 'node:tls';
import { Agent } from 'undici';
import { ATTEMPT_MS_MAX, type WebhookSender } from '../../domains/webhooks/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { attempt } from './attempt.ts';
import { guardedConnector } from './guarded-connector.ts';
import { askNameServers, type Resolve } from './resolve.ts';

interface HttpWebhookSenderOptions {
  readonly clock: Clock;
  /** Milliseconds for name, connection and TLS together. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds for a whole attempt, waiting for a connection included. */
  readonly totalTimeoutMs?: number;
  /** More requests to one origin wait for one of its connections. */
  readonly connectionsPerOrigin?: number;
  /** Certificates (PEM) that are trusted next to the system's: of a private authority. */
  readonly ca?: readonly string[];
  readonly resolve?: Resolve;
}

/** An idle connection is kept shorter than the shortest time for which common servers keep theirs without saying so. */
const IDLE_MS = 1_000;
const IDLE_MS_MAX = 30_000;

const HEADER_BYTES_MAX = 16_384;

/**
 * Sends webhooks with HTTP/1.1. Attempts that may go to loopback have connections of their own: what one attempt was
 * allowed to connect to is never there for another that is not.
 */
export const httpWebhookSender = ({
  clock,
  connectTimeoutMs = 5_000,
  totalTimeoutMs = ATTEMPT_MS_MAX,
  connectionsPerOrigin = 64,
  ca = [],
  resolve = askNameServers,
}: HttpWebhookSenderOptions): WebhookSender => {
  // One for all connections: reading the certificates takes longer than a handshake.
  const secureContext = tls.createSecureContext(ca.length > 0 ? { ca: [...tls.getCACertificates(), ...ca] } : {});
  const agentFor = (isLoopbackAllowed: boolean): Agent =>
    new Agent({
      connect: guardedConnector({ isLoopbackAllowed, connectTimeoutMs, secureContext, resolve }),
      connections: connectionsPerOrigin,
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS_MAX,
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: 0, // one clock for the whole attempt
      bodyTimeout: 0,
    });
  const agents = { strict: agentFor(false), lenient: agentFor(true) };
  const limits = { clock, totalTimeoutMs };
  return {
    send: async ({ url, headers, body, isLoopbackAllowed }) => {
      const { origin, pathname, search } = new URL(url);
      const agent = isLoopbackAllowed ? agents.lenient : agents.strict;
      return attempt(agent, { origin, path: pathname + search, method: 'POST', headers, body }, limits);
    },
    close: async () => {
      await Promise.all([agents.strict.close(), agents.lenient.close()]);
    },
  };
};
