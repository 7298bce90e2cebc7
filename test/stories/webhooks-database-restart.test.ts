import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/index.ts';
import { Database } from '../../src/db/database.ts';
import type { House } from '../../src/door/use-case.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { KeyRing } from '../../src/kernel/secret.ts';
import { ormConfig } from '../../src/orm.config.ts';
import { migrateDatabase } from '../../src/wiring.ts';
import { Receiver } from '../support/receiver.ts';
import { Relay } from '../support/relay.ts';
import type { Onyx } from '../support/run-onyx.ts';
import { seedPartner } from '../support/seed.ts';
import { TEST_KEY } from '../support/test-house.ts';
import { endedDeliveriesOf, startWorkerProcess } from '../support/webhook-workers.ts';
import { eventsOf, seedEndpoint, tellTimes } from '../support/webhooks.ts';

const EVENTS = 60;
const ENDPOINTS = 6;
const RESTARTED_AT = [60, 180] as const;

let folder: string;
let server: EmbeddedPostgres;
let relay: Relay;
let house: House;
let receiver: Receiver;
let worker: Onyx;

/** Commits are not waited for on a disk; a server that is stopped loses none all the same. */
const startServer = () => startEmbeddedPostgres({ dataDir: folder, settings: { synchronous_commit: 'off' } });

const portOf = ({ url }: EmbeddedPostgres): number => Number(new URL(url).port);

const openHouse = async (): Promise<House> => {
  const database = new Database(await MikroORM.init(ormConfig(server.url)));
  return { database, clock: systemClock, keyRing: new KeyRing([TEST_KEY]) };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), `onyx-test-${process.pid}-`));
  [server, receiver] = await Promise.all([startServer(), Receiver.start()]);
  await migrateDatabase(server.url);
  house = await openHouse();
  relay = await Relay.start(portOf(server));
  const url = new URL(server.url);
  url.port = String(relay.port);
  worker = await startWorkerProcess(url.href);
});

afterAll(async () => {
  expect(await worker.stop()).toBe(0);
  await house.database.close();
  await Promise.all([relay.close(), receiver.close(), server.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** Ends every session, stops the server and starts it again: elsewhere, which only the relay knows. */
const restart = async (): Promise<void> => {
  await house.database.close();
  await server.stop();
  server = await startServer();
  relay.leadTo(portOf(server));
  house = await openHouse();
};

test('a database that is restarted in the middle of deliveries loses none, and the worker goes on by itself', async () => {
  const owner = await seedPartner(house);
  const paths = Array.from({ length: ENDPOINTS }, (_, n) => `/${n}`);
  for (const path of paths) await seedEndpoint(house, owner, { url: receiver.url + path });
  await tellTimes(house, owner, EVENTS);
  for (const count of RESTARTED_AT) {
    await receiver.received(count);
    await restart();
  }
  await tellTimes(house, owner, 1);
  const deliveries = await endedDeliveriesOf(house, owner, (EVENTS + 1) * ENDPOINTS);
  expect(deliveries).toHaveLength((EVENTS + 1) * ENDPOINTS);
  expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['delivered']));
  const ids = new Set((await eventsOf(house, owner)).map(({ id }) => id));
  for (const path of paths) {
    const received = receiver.all.filter((one) => one.path === path);
    expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(ids);
  }
});
