import { listDeliveries } from '../../src/domains/webhooks/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { disableWebhookEndpoint } from '../../src/use-cases/disable-webhook-endpoint.ts';
import { fanOutEvents } from '../../src/use-cases/fan-out-events.ts';
import { recordDeliveryAttempts } from '../../src/use-cases/record-delivery-attempts.ts';
import { rotateWebhookSecret } from '../../src/use-cases/rotate-webhook-secret.ts';
import { systemCall } from '../support/orders.ts';
import { seedEndpoint } from '../support/webhooks.ts';

/** Where nothing listens: port 9 is that of a protocol without answers. */
const NOWHERE = 'http://127.0.0.1:9/webhooks';

/** An endpoint that fails, was given another key pair, and has everything that can be said of one; and another one that is changed and tested, and one that is deleted. */
export interface SeededWebhooks {
  readonly failing: string;
  readonly changed: string;
  readonly deleted: string;
}

/** Adds endpoints of an owner, before what they hear of happens. */
export const seedEndpoints = async (house: House, owner: Owner): Promise<SeededWebhooks> => {
  const failing = await seedEndpoint(house, owner, {
    url: 'https://shop.example/webhooks',
    description: 'the shop',
    eventTypes: ['order.*'],
    query: 'fragment Shown on Event { order { status } }',
    scopes: ['orders:read'],
    signature: 'ed25519',
  });
  await rotateWebhookSecret(house, systemCall(owner), { endpointId: failing.id, overlapHours: 24 });
  const [changed, deleted] = [
    await seedEndpoint(house, owner, { url: NOWHERE }),
    await seedEndpoint(house, owner, { url: NOWHERE, eventTypes: ['catalogue.*'] }),
  ];
  return { failing: failing.id, changed: changed.id, deleted: deleted.id };
};

/** Brings an owner's events to its endpoints; of those to the one that fails one is delivered, one waits for another attempt, and the rest ends with it. */
export const seedDeliveries = async (
  house: House,
  owner: Owner,
  { failing, changed }: SeededWebhooks,
): Promise<void> => {
  await fanOutEvents(house, systemCall(owner), null);
  const startedAt = house.clock.now();
  const attempted = async (endpointId: string, failure: 'status' | null): Promise<void> => {
    const page = await listDeliveries(house.database.tables(), owner, { endpointId }, { first: 1, after: null });
    const [delivery] = page.rows;
    if (!delivery) throw new Error('there is something to deliver');
    const nextAttemptAt = failure === null ? null : new Date(startedAt.getTime() + 5_000);
    await recordDeliveryAttempts(house, systemCall(owner), [
      {
        deliveryCreatedAt: delivery.createdAt,
        deliveryId: delivery.id,
        endpointId,
        number: 1,
        startedAt,
        durationMs: 12.5,
        httpStatus: failure === null ? 204 : 500,
        failure,
        nextAttemptAt,
      },
    ]);
  };
  await attempted(failing, 'status');
  await attempted(changed, null);
  await disableWebhookEndpoint(house, systemCall(owner), { endpointId: failing, reason: 'failing' });
};
