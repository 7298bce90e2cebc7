import { httpWebhookSender } from '../../src/adapters/webhook-sender/index.ts';
import type { EndpointChoice, Signature } from '../../src/domains/webhooks/index.ts';
import { type House, useCase } from '../../src/door/use-case.ts';
import { WebhookDispatcher } from '../../src/jobs/webhooks/dispatcher.ts';
import type { ShapeEvent } from '../../src/jobs/webhooks/endpoint-drain.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/id.ts';
import type { Log } from '../../src/kernel/log.ts';
import { type EventDraft, type LoggedEvent, listEvents } from '../../src/records/events/index.ts';
import { createWebhookEndpoint } from '../../src/use-cases/create-webhook-endpoint.ts';
import { partnerCall, systemCall } from './orders.ts';

export const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** An event as an order makes it, about an order that there need not be. */
export const orderReserved = (change: Partial<EventDraft> = {}): EventDraft =>
  ({
    type: 'order.reserved',
    orderId: newId('order'),
    partnerOrderId: 'partner-1',
    data: {
      packageId: 'onyx-connect-jp-3gb-30d',
      catalogueVersion: 'test',
      status: 'RESERVED',
      statusReason: null,
      netPrice: { amount: '4.00', currency: 'USD' },
    },
    ...change,
  }) as EventDraft; // what a test changes fits together

/** Tells owners of something, through the door, with nothing else happening. */
export const tell = useCase('webhook.test', async (_tx, events: readonly EventDraft[]) => ({
  result: null,
  subject: 'test',
  event: events,
}));

/** Writes so many events of an owner, each in a transaction of its own. */
export const tellTimes = async (house: House, owner: Owner, times: number): Promise<void> => {
  for (let count = 0; count < times; count += 1) await tell(house, systemCall(owner), [orderReserved()]);
};

/** The whole log of an owner in its sequence. */
export const eventsOf = async (house: House, owner: Owner): Promise<readonly LoggedEvent[]> =>
  (await listEvents(house.database.tables(), owner, {}, 100_000, null)).rows;

/** Adds an endpoint that wants everything where the test says nothing else, and gives its id and its secret. */
export const seedEndpoint = async (
  house: House,
  owner: Owner,
  choice: Partial<EndpointChoice & { readonly signature: Signature }> & { readonly url: string },
) => {
  const { endpoint, secret } = await createWebhookEndpoint(house, partnerCall(owner), {
    description: null,
    eventTypes: ['*'],
    query: null,
    scopes: [],
    signature: 'hmac',
    ...choice,
  });
  return { id: endpoint.id, secret: secret.secret ?? '', publicKey: secret.publicKey ?? '' };
};

const noQuery: ShapeEvent = async () => {
  throw new Error('this endpoint has no query');
};

interface DispatcherOptions {
  readonly holder?: string;
  readonly log?: Log;
  readonly shapeEvent?: ShapeEvent;
  /** Milliseconds that one attempt may take, and a connection of it. */
  readonly timeoutMs?: number;
}

/** What sends webhooks, by hand: nothing is sent but by `fanOut` and `look`. */
export const openDispatcher = (house: House, { timeoutMs = 2_000, ...options }: DispatcherOptions = {}) => {
  const sender = httpWebhookSender({ clock: house.clock, connectTimeoutMs: timeoutMs, totalTimeoutMs: timeoutMs });
  const dispatcher = new WebhookDispatcher({
    house,
    sender,
    shapeEvent: noQuery,
    log: silent,
    holder: newId('worker'),
    isLoopbackAllowed: true,
    ...options,
  });
  return {
    dispatcher,
    close: async () => {
      await dispatcher.stop();
      await sender.close();
    },
  };
};

/** How each delivery of an owner stands, in the sequence of the events. */
export const deliveriesOf = async (house: House, { organisationId, mode }: Owner) =>
  house.database
    .tables<{
      deliveries: Record<string, unknown> & {
        organisation_id: string;
        mode: string;
        state: string;
        event_id: string;
        endpoint_id: string;
        attempts: number;
        failure: string | null;
        http_status: number | null;
        sequence: bigint;
        id: string;
        replay_id: string | null;
        next_attempt_at: Date | null;
      };
    }>()
    .selectFrom('deliveries')
    .select([
      'id',
      'event_id',
      'endpoint_id',
      'state',
      'attempts',
      'failure',
      'http_status',
      'sequence',
      'replay_id',
      'next_attempt_at',
    ])
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .orderBy('sequence')
    .orderBy('id')
    .execute();
