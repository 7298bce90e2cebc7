import DataLoader from 'dataloader';
import { type LeasedEndpoint, openLease, type SealedLease } from '../../domains/webhooks/index.ts';
import type { House } from '../../door/use-case.ts';
import { leaseWebhookEndpoints } from '../../use-cases/lease-webhook-endpoints.ts';
import { releaseWebhookEndpoints } from '../../use-cases/release-webhook-endpoints.ts';

/** A process holds an endpoint for so long without a sign of life; a dead one is known sooner, by its own lock. */
const LEASE_MS = 120_000;

const SYSTEM = { actor: { kind: 'system', name: 'deliver_webhooks' } } as const;

/** Endpoints that are taken or given back in one transaction. */
const BATCH_MAX = 100;

/** Remembers nothing: what is asked for at the same time is done together, an event having many endpoints. */
const TOGETHER = { cache: false, maxBatchSize: BATCH_MAX } as const;

/** Takes endpoints for this process, and gives them back. */
export class EndpointLeases {
  readonly #house: House;
  readonly #taking: DataLoader<string, SealedLease | null>;
  readonly #giving: DataLoader<string, boolean>;

  /** `holder` is the name under which this process holds them. */
  constructor(house: House, holder: string) {
    this.#house = house;
    this.#taking = new DataLoader(
      (endpointIds) => leaseWebhookEndpoints(house, SYSTEM, { endpointIds, holder, leaseMs: LEASE_MS }),
      TOGETHER,
    );
    this.#giving = new DataLoader(
      (endpointIds) => releaseWebhookEndpoints(house, SYSTEM, { endpointIds, holder }),
      TOGETHER,
    );
  }

  /** Takes an endpoint, or keeps it; null where it is not ours to send to. */
  async take(endpointId: string): Promise<LeasedEndpoint | null> {
    const lease = await this.#taking.load(endpointId);
    return lease && openLease(this.#house.keyRing, lease);
  }

  /** Gives an endpoint back, and whether something is due for it. */
  release(endpointId: string): Promise<boolean> {
    return this.#giving.load(endpointId);
  }
}
