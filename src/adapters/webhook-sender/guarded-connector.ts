import { isIP, type LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import { buildConnector } from 'undici';
import type { AttemptFailure } from '../../domains/webhooks/index.ts';
import { reachOf } from '../../kernel/address.ts';
import { codeOf, failureOf, NotConnected } from './attempt-failure.ts';
import type { Resolve } from './resolve.ts';

interface ConnectorOptions {
  readonly isLoopbackAllowed: boolean;
  readonly connectTimeoutMs: number;
  readonly secureContext: SecureContext;
  readonly resolve: Resolve;
}

/** What stands against a connection to an address; null where nothing does. */
type Guard = (address: string) => AttemptFailure | null;

const guardFor =
  (isSecure: boolean, isLoopbackAllowed: boolean): Guard =>
  (address) => {
    const reach = reachOf(address);
    if (reach === 'loopback' && isLoopbackAllowed) return null;
    if (reach !== 'public') return 'address';
    return isSecure ? null : 'insecure';
  };

const guardAll = (guard: Guard, addresses: readonly string[]): void => {
  if (addresses.length === 0) throw new NotConnected('dns');
  const [failure] = addresses.map(guard).filter((found) => found !== null);
  if (failure !== undefined) throw new NotConnected(failure);
};

/** Gives the addresses that were judged to the one who connects: nobody asks for them again in between. */
const guardedLookup =
  (resolve: Resolve, guard: Guard): LookupFunction =>
  (hostname, _options, callback) => {
    resolve(hostname)
      .catch((error: unknown) => {
        throw new NotConnected('dns', { cause: error });
      })
      .then((addresses) => {
        guardAll(guard, addresses);
        return addresses.map((address) => ({ address, family: isIP(address) }));
      })
      .then(
        (addresses) => callback(null, addresses),
        (error: NotConnected) => callback(error, []),
      );
  };

/** Codes of the system are one word; those of TLS are several, and more than anybody lists. */
const SYSTEM_CODE = /^E[A-Z0-9]+$/;

const isFromTls = (error: Error): boolean => !SYSTEM_CODE.test(codeOf(error));

/** An error that ended an attempt to connect, with its word; itself where it is ours. */
const notConnected = (error: Error, isSecure: boolean): Error => {
  const failure = failureOf(error) ?? (isSecure && isFromTls(error) ? 'tls' : null);
  if (failure === null) return error;
  return new NotConnected(failure === 'timeout' ? 'connect_timeout' : failure, { cause: error });
};

const connectorFor = (
  isSecure: boolean,
  { isLoopbackAllowed, connectTimeoutMs, secureContext, resolve }: ConnectorOptions,
): buildConnector.connector => {
  const guard = guardFor(isSecure, isLoopbackAllowed);
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    allowH2: false,
    autoSelectFamily: true,
    secureContext,
    lookup: guardedLookup(resolve, guard),
  });
  return (target, callback) => {
    const literal = isIP(target.hostname) === 0 ? null : guard(target.hostname);
    if (literal !== null || target.port === '0') {
      queueMicrotask(() => callback(new NotConnected(literal ?? 'address'), null));
      return;
    }
    connect(target, (error, socket) => {
      if (error !== null) {
        callback(notConnected(error, isSecure), null);
        return;
      }
      const failure = socket.remoteAddress === undefined ? 'reset' : guard(socket.remoteAddress);
      if (failure === null) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(new NotConnected(failure), null);
    });
  };
};

/**
 * Connects to public addresses alone, and to loopback where it is allowed; without TLS to loopback alone. A name is
 * resolved anew for each connection, all its addresses are judged before anything is sent to one of them, and the one
 * that was connected to is judged again.
 */
export const guardedConnector = (options: ConnectorOptions): buildConnector.connector => {
  const secure = connectorFor(true, options);
  const plain = connectorFor(false, options);
  return (target, callback) => (target.protocol === 'https:' ? secure : plain)(target, callback);
};
