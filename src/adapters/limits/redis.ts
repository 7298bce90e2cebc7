import type { Redis } from 'ioredis';
import type { Log } from '../../kernel/log.ts';

export interface RedisConnection {
  readonly client: Redis;
  close(): Promise<void>;
}

/** A command that takes longer is given up: limits must not slow requests down. */
const COMMAND_MS_MAX = 250;

const RECONNECT_MS_MAX = 2_000;

/** Connects, and again whenever the connection is lost. Returns at once: what needs Redis asks whether it is ready. */
export const connectRedis = async (url: string, log: Log): Promise<RedisConnection> => {
  const { Redis } = await import('ioredis'); // most installations have none
  let isAway = false;
  const client = new Redis(url, {
    connectionName: 'onyx',
    protocol: 2, // what the limiter was made for; every Redis and Valkey speaks it
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_MS_MAX,
    retryStrategy: (attempts) => Math.min(attempts * 100, RECONNECT_MS_MAX),
  });
  client.on('error', (error) => {
    if (!isAway) log.warn({ err: error }, 'Redis is away: each process limits by itself');
    isAway = true;
  });
  client.on('ready', () => {
    isAway = false;
    log.info({}, 'Redis keeps the limits');
  });
  return {
    client,
    close: async () => {
      client.disconnect();
    },
  };
};
