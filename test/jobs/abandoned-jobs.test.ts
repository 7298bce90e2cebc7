import { EventEmitter, once } from 'node:events';
import { httpWebhookSender } from '../../src/adapters/webhook-sender/index.ts';
import { AbandonedJobs } from '../../src/jobs/abandoned-jobs.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { placeOrder } from '../../src/use-cases/place-order.ts';
import { countWorkers } from '../../src/views/worker-facts.ts';
import { connectionsEnded } from '../support/connections.ts';
import { JP, keyedCall, orderInput } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { silent } from '../support/webhooks.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(() => house.close());

/** A worker whose carrier does not answer until it is told to. */
const startWaiting = async () => {
  const doors = new EventEmitter();
  const asked = once(doors, 'asked');
  const answered = once(doors, 'answered');
  const sender = httpWebhookSender({ clock: house.clock });
  const worker = await startWorker({
    house,
    log: silent,
    databaseUrl: house.databaseUrl,
    concurrency: 2,
    pollMs: 50,
    sender,
    shapeEvent: async () => ({}),
    isLoopbackAllowed: true,
    carrierOf: () => ({
      cancel: async () => 'unknown',
      prepare: async () => {
        doors.emit('asked');
        await answered;
        return { kind: 'review', reason: 'CARRIER_REVIEW' };
      },
    }),
  });
  const stop = async (): Promise<void> => {
    doors.emit('answered');
    await worker.stop();
    await sender.close();
  };
  return { asked, stop };
};

test('the job that a living worker has in hand is left to it', async () => {
  const owner = await seedPartner(house, { wallet: '10.00', approved: [JP] });
  const worker = await startWaiting();
  const others = new AbandonedJobs(house.databaseUrl, silent);
  await others.connect();
  try {
    await placeOrder(house, keyedCall(owner, 'key-1'), orderInput('order-1'));
    await worker.asked;
    expect(await others.free()).toEqual([]);
  } finally {
    await worker.stop();
    await others.close();
  }
});

test('the workers that run are counted, however many locks each holds', async () => {
  expect(await countWorkers(house)).toBe(0);
  const [first, second] = [await startWaiting(), await startWaiting()];
  expect(await countWorkers(house)).toBe(2);
  await first.stop();
  await connectionsEnded(house, 'onyx worker liveness', 1);
  expect(await countWorkers(house)).toBe(1);
  await second.stop();
  await connectionsEnded(house, 'onyx worker liveness');
  expect(await countWorkers(house)).toBe(0);
});

test('closed while it connects, it leaves no connection', async () => {
  const jobs = new AbandonedJobs(house.databaseUrl, silent);
  const connecting = jobs.connect();
  await jobs.close();
  await connecting;
  await connectionsEnded(house, 'onyx worker liveness');
});
