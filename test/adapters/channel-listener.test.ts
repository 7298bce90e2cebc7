import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { ChannelListener } from '../../src/adapters/channel-listener.ts';
import { monotonicMs } from '../../src/kernel/clock.ts';
import { CapturedLog } from '../support/captured-log.ts';
import { Relay } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
/** Ends every connection as it comes, and knows when each came. */
let deaf: Server;
let relay: Relay;
const cameAtMs: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  deaf = createServer((socket) => {
    cameAtMs.push(monotonicMs());
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(deaf, 'listening');
  const { port } = deaf.address() as AddressInfo; // it listens on a port
  relay = await Relay.start(port);
});

afterAll(async () => {
  deaf.close();
  await relay.close();
  await database.drop();
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await turn();
};

test('a listener whose database is away asks less and less often, and says once that it is gone and once that it is back', async () => {
  const url = new URL(database.url);
  const databasePort = Number(url.port);
  url.port = String(relay.port);
  const log = new CapturedLog();
  const listener = new ChannelListener({
    databaseUrl: url.href,
    log: log.logger,
    channel: 'a_channel',
    subject: 'things',
    onNotification: () => undefined,
  });
  await listener.start();
  await until(() => cameAtMs.length === 4);
  const pausesMs = cameAtMs.slice(1).map((cameAt, index) => cameAt - Number(cameAtMs[index]));
  for (const [failures, pauseMs] of pausesMs.entries()) expect(pauseMs).toBeGreaterThanOrEqual(120 * 2 ** failures);
  expect(log.find({ msg: 'changes of things are not heard for now' })).toHaveLength(1);
  relay.leadTo(databasePort);
  await until(() => log.find({ msg: 'changes of things are heard again' }).length > 0);
  expect(log.text.trim().split('\n')).toHaveLength(2);
  await listener.close();
});
