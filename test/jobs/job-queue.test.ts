import { setImmediate as turn } from 'node:timers/promises';
import { AbandonedJobs } from '../../src/jobs/abandoned-jobs.ts';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import { CapturedLog } from '../support/captured-log.ts';
import { connectionsEnded } from '../support/connections.ts';
import { systemCall } from '../support/orders.ts';
import { Relay } from '../support/relay.ts';
import { seedPartner } from '../support/seed.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { orderReserved, tell } from '../support/webhooks.ts';

let house: TestHouse;
let relay: Relay;
let url: string;

beforeAll(async () => {
  house = await openTestHouse();
  const direct = new URL(house.databaseUrl);
  relay = await Relay.start(Number(direct.port));
  direct.port = String(relay.port);
  url = direct.href;
});

afterAll(async () => {
  await relay.close();
  await house.close();
});

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await turn();
};

test('a queue that could not write that its jobs are done, for the database was away, begins again and does them once more', async () => {
  const owners = [await seedPartner(house), await seedPartner(house)];
  const log = new CapturedLog();
  const abandoned = new AbandonedJobs(url, log.logger);
  await abandoned.connect();
  let begun = 0;
  let done = 0;
  const fanOut = async (): Promise<void> => {
    begun += 1;
    await until(() => begun >= owners.length);
    if (done === 0) relay.cut();
    done += 1;
  };
  const options = { databaseUrl: url, concurrency: owners.length, pollMs: 50, log: log.logger };
  const queue = new JobQueue({ ...options, tasks: { fan_out_events: fanOut }, times: {}, abandoned });
  await queue.start();
  try {
    for (const owner of owners) await tell(house, systemCall(owner), [orderReserved()]);
    await until(() => log.find({ msg: 'queue ended by itself, and is begun again' }).length > 0);
    relay.mend();
    await until(() => done === 2 * owners.length);
    for (const owner of owners) await tell(house, systemCall(owner), [orderReserved()]);
    await until(() => done === 3 * owners.length);
  } finally {
    await queue.stop();
    await abandoned.close();
  }
});

/** Cuts the way to the database the first times that a queue which begins has its name, just before it looks for a job. */
class Cutting extends AbandonedJobs {
  #cuts = 2;

  override announce(workerId: string): Promise<void> {
    if (this.#cuts > 0) relay.cut();
    this.#cuts -= 1;
    return super.announce(workerId);
  }
}

test('a queue that could not look for its first job begins again', async () => {
  const owner = await seedPartner(house);
  const log = new CapturedLog();
  const abandoned = new Cutting(house.databaseUrl, log.logger);
  await abandoned.connect();
  let done = 0;
  const fanOut = async (): Promise<void> => {
    done += 1;
  };
  const options = { databaseUrl: url, concurrency: 1, pollMs: 50, log: log.logger };
  const queue = new JobQueue({ ...options, tasks: { fan_out_events: fanOut }, times: {}, abandoned });
  await queue.start();
  try {
    for (const times of [1, 2]) {
      await until(() => log.find({ msg: 'queue ended by itself, and is begun again' }).length === times);
      relay.mend();
    }
    await tell(house, systemCall(owner), [orderReserved()]);
    await until(() => done === 1);
  } finally {
    relay.mend();
    await queue.stop();
    await abandoned.close();
  }
});

test('a queue that is stopped while it begins takes no job, and leaves no connection', async () => {
  const log = new CapturedLog();
  const abandoned = new AbandonedJobs(house.databaseUrl, log.logger);
  await abandoned.connect();
  const options = { databaseUrl: house.databaseUrl, concurrency: 1, pollMs: 50, log: log.logger };
  const queue = new JobQueue({ ...options, tasks: {}, times: {}, abandoned });
  const starting = queue.start();
  await queue.stop();
  await starting;
  await connectionsEnded(house, 'onyx worker');
  await abandoned.close();
});
