import type { ReplayRange, ReplaySelection } from '../../src/domains/webhooks/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { disableWebhookEndpoint } from '../../src/use-cases/disable-webhook-endpoint.ts';
import { replayEvents } from '../../src/use-cases/replay-events.ts';
import { runReplay } from '../../src/use-cases/run-replay.ts';
import { updateWebhookEndpoint } from '../../src/use-cases/update-webhook-endpoint.ts';
import { partnerCall, systemCall } from './orders.ts';
import { deliveriesOf, eventsOf, orderReserved, tell } from './webhooks.ts';

/** Asks for a replay as a partner does, to every endpoint where none is named. */
export const replay = (house: House, owner: Owner, selection: ReplaySelection, endpointId: string | null = null) =>
  replayEvents(house, partnerCall(owner), { selection, endpointId });

/** A part of the log: all of it where nothing else is said. */
export const rangeOf = (change: Partial<ReplayRange> = {}): ReplaySelection => ({
  by: 'range',
  fromSequence: 1,
  toSequence: null,
  occurredFrom: null,
  occurredBefore: null,
  types: null,
  ...change,
});

/** Makes some of a replay's deliveries, as its job does. */
export const stepReplay = (house: House, owner: Owner, replayId: string) =>
  runReplay(house, systemCall(owner), { replayId });

/** Makes all of a replay's deliveries. */
export const makeReplay = async (house: House, owner: Owner, replayId: string): Promise<void> => {
  while ((await stepReplay(house, owner, replayId)).hasMore);
};

/** The deliveries that a replay made, each as the number of its event and its endpoint. */
export const madeBy = async (house: House, owner: Owner, replayId: string): Promise<readonly string[]> =>
  (await deliveriesOf(house, owner))
    .filter((one) => one.replay_id === replayId)
    .map(({ sequence, endpoint_id }) => `${sequence} ${endpoint_id}`);

/** The ids of an owner's events in their sequence. */
export const eventIdsOf = async (house: House, owner: Owner): Promise<readonly string[]> =>
  (await eventsOf(house, owner)).map(({ id }) => id);

/** Writes so many events of an owner in one transaction. */
export const tellMany = (house: House, owner: Owner, count: number) =>
  tell(
    house,
    systemCall(owner),
    Array.from({ length: count }, () => orderReserved()),
  );

/** Has an endpoint get nothing any more, as its partner may. */
export const disable = (house: House, owner: Owner, endpointId: string) =>
  disableWebhookEndpoint(house, systemCall(owner), { endpointId, reason: 'partner' });

/** Has a disabled endpoint get events again. */
export const enable = (house: House, owner: Owner, endpointId: string) =>
  updateWebhookEndpoint(house, systemCall(owner), {
    endpointId,
    choice: {},
    enabled: true,
    checkQuery: () => undefined,
  });

/** A replay to all endpoints, and one to a disabled endpoint, of which nothing is sent. Gives the id of the second one. */
export const seedReplays = async (house: House, owner: Owner, disabledId: string): Promise<string> => {
  const { id } = await replay(house, owner, rangeOf());
  await makeReplay(house, owner, id);
  return (await replay(house, owner, rangeOf(), disabledId)).id;
};
