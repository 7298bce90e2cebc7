import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Allowances } from '../../src/adapters/limits/allowances.ts';
import { partner } from '../graphql-engine/fixture.ts';
import { CapturedLog } from '../support/captured-log.ts';

/** The commands of a request in the Redis protocol (RESP2): arrays of bulk strings. */
const readCommands = (text: string): readonly (readonly string[])[] =>
  text
    .split(/^\*\d+\r\n/m)
    .filter((part) => part !== '')
    .map((part) => part.split('\r\n').filter((_, index) => index % 2 === 1));

/** As much of Redis as a limiter asks of it, on a free port: counters that all of its clients share. */
const startCounters = async () => {
  const counters = new Map<string, number>();
  const sockets = new Set<Socket>();
  const add = (key: string, points: string): number => {
    const value = (counters.get(key) ?? 0) + Number(points);
    counters.set(key, value);
    return value;
  };
  const answer = ([name = '', ...args]: readonly string[]): string => {
    const command = name.toLowerCase();
    if (command.startsWith('eval')) return `*2\r\n:${add(args[2] ?? '', args[3] ?? '')}\r\n:8000\r\n`;
    if (command === 'info') return '$11\r\nloading:0\r\n\r\n';
    return '+OK\r\n';
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => socket.write(readCommands(String(bytes)).map(answer).join('')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }; // it listens on a port
};

const start = async (redisUrl: string | null, log = new CapturedLog()) => ({
  log,
  allowances: await Allowances.start({
    credentialPoints: 1,
    organisationPoints: 2,
    costMax: 10,
    redisUrl,
    log: log.logger,
  }),
});

const until = async (isThere: () => boolean): Promise<void> => {
  while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 10));
};

const actor = partner();

const remainingOf = async (allowances: Allowances, cost: number) => {
  const { buckets, retryAfterSeconds } = await allowances.charge(actor, cost);
  return [buckets.map(({ remaining }) => remaining), retryAfterSeconds !== null];
};

test('in one process, what is refused takes nothing from either bucket', async () => {
  const { allowances } = await start(null);
  expect(await remainingOf(allowances, 6)).toEqual([[4, 14], false]);
  expect(await remainingOf(allowances, 6)).toEqual([[4, 14], true]);
  expect(await remainingOf(allowances, 4)).toEqual([[0, 10], false]);
  await allowances.stop();
});

test('two processes with one Redis charge the same buckets, and each limits by itself while it is away', async () => {
  const counters = await startCounters();
  const [one, other] = [await start(counters.url), await start(counters.url)];
  for (const { log } of [one, other]) await until(() => log.find({ msg: 'Redis keeps the limits' }).length > 0);
  expect(await remainingOf(one.allowances, 6)).toEqual([[4, 14], false]);
  expect(await remainingOf(other.allowances, 6)).toEqual([[4, 14], true]);
  expect(await remainingOf(other.allowances, 4)).toEqual([[0, 10], false]);
  counters.stop();
  await until(() => other.log.find({ msg: 'Redis is away: each process limits by itself' }).length > 0);
  expect(await remainingOf(other.allowances, 6)).toEqual([[4, 14], false]);
  expect(await remainingOf(other.allowances, 6)).toEqual([[4, 14], true]);
  await Promise.all([one.allowances.stop(), other.allowances.stop()]);
});
