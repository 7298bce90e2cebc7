import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OnyxClient, OnyxError } from '../../src/client/index.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { JP, ordersOf, walletOf } from '../support/orders.ts';
import { Onyx } from '../support/run-onyx.ts';
import { packageDraft, type SeededPartner, seedCatalogue, seedCredential, seedPartner } from '../support/seed.ts';
import { openTestHouse, TEST_KEY, type TestHouse } from '../support/test-house.ts';

const ORDERS = 40;
const CALLERS = 6;
const KILLS = 4;

const LOOK_AGAIN_MS = 20;

/** While the server is away, its start needs the processor more than our attempts do. */
const TRY_AGAIN_MS = 250;

let house: TestHouse;
let owner: SeededPartner;
let token: string;
let folder: string;
let port: number;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
  owner = await seedPartner(house, { wallet: '1000.00', approved: [JP] });
  token = await seedCredential(house, owner);
  folder = await mkdtemp(join(tmpdir(), 'onyx-killed-'));
  port = await freePort();
});

afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const startServer = (): Onyx =>
  new Onyx(['start'], {
    DATABASE_URL: house.databaseUrl,
    ONYX_KEYS: `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`,
    ONYX_DATA_DIR: folder,
    ONYX_SANDBOX_PROVISIONING_MS: '200',
    PORT: String(port),
  });

/** Sends the order with its one key until it is acknowledged, whatever becomes of the server meanwhile. */
const orderUntilAcknowledged = async (client: OnyxClient, name: string): Promise<string> => {
  for (;;) {
    try {
      const { order } = await client.createOrder({ packageId: JP, partnerOrderId: name }, { idempotencyKey: name });
      return order.id;
    } catch (error) {
      if (!(error instanceof OnyxError) || error.retry === 'never') throw error;
      await sleep(TRY_AGAIN_MS);
    }
  }
};

const runCaller = async (client: OnyxClient, names: readonly string[], acknowledged: Map<string, string>) => {
  for (const name of names) acknowledged.set(name, await orderUntilAcknowledged(client, name));
};

/** Kills the server at moments spread over the run, and starts it again each time. Gives the one that runs at the end. */
const killAgainAndAgain = async (first: Onyx, acknowledged: ReadonlyMap<string, string>): Promise<Onyx> => {
  let server = first;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const due = Math.floor((kill * ORDERS) / (KILLS + 1));
    while (acknowledged.size < due) await sleep(LOOK_AGAIN_MS);
    await server.stop('SIGKILL');
    server = startServer();
    await server.until(/Onyx is ready/);
  }
  return server;
};

test('a server killed again and again loses no acknowledged order, makes none twice and leaves no hold behind', async () => {
  const first = startServer();
  await first.until(/Onyx is ready/);
  const client = new OnyxClient({ url: `http://127.0.0.1:${port}`, credential: token });
  const acknowledged = new Map<string, string>();
  const names = Array.from({ length: ORDERS }, (_, n) => `order-${n}`);
  const callers = Array.from({ length: CALLERS }, (_, caller) =>
    runCaller(
      client,
      names.filter((_name, n) => n % CALLERS === caller),
      acknowledged,
    ),
  );
  const [last] = await Promise.all([killAgainAndAgain(first, acknowledged), ...callers]);
  try {
    const isOpen = ({ status }: { status: string }) => status === 'reserved' || status === 'provisioning';
    while ((await ordersOf(house, owner)).some(isOpen)) await sleep(LOOK_AGAIN_MS);
    const orders = await ordersOf(house, owner);
    expect(orders.map(({ partnerOrderId }) => partnerOrderId).sort()).toEqual([...names].sort());
    for (const { id, partnerOrderId } of orders) expect(acknowledged.get(partnerOrderId)).toBe(id);
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(['esim_ready']));
    expect(await walletOf(house, owner)).toEqual({ available: 100_000n - 400n * BigInt(ORDERS), reserved: 0n });
    expect((await proveLedger(house, null)).offenders).toEqual([]);
  } finally {
    expect(await last.stop()).toBe(0);
  }
}, 180_000);
