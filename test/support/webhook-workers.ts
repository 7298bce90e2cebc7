import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { Onyx } from './run-onyx.ts';
import { TEST_KEY } from './test-house.ts';
import { deliveriesOf } from './webhooks.ts';

/** A worker in a process of its own, once it takes jobs. */
export const startWorkerProcess = async (databaseUrl: string): Promise<Onyx> => {
  const worker = new Onyx(['worker'], {
    DATABASE_URL: databaseUrl,
    ONYX_KEYS: `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`,
    ONYX_WEBHOOK_LOOPBACK: 'on',
  });
  await worker.until(/The worker takes jobs/);
  return worker;
};

/** Seldom enough that looking takes nothing from those who are looked at. */
const LOOK_MS = 50;

/** How the deliveries of an owner stand, once there are so many and none of them waits any more. */
export const endedDeliveriesOf = async (house: House, owner: Owner, count: number) => {
  for (;;) {
    const deliveries = await deliveriesOf(house, owner);
    if (deliveries.length >= count && deliveries.every(({ state }) => state !== 'pending')) return deliveries;
    await sleep(LOOK_MS);
  }
};
