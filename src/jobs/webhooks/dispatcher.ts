import { type DisabledReason, type FailingEndpoint, listDueEndpoints } from '../../domains/webhooks/index.ts';
import type { Owner } from '../../kernel/actor.ts';
import { disableWebhookEndpoint } from '../../use-cases/disable-webhook-endpoint.ts';
import { fanOutEvents } from '../../use-cases/fan-out-events.ts';
import { AttemptRecorder } from './attempt-recorder.ts';
import { type DrainNeeds, EndpointDrain } from './endpoint-drain.ts';
import { EndpointLeases } from './endpoint-leases.ts';

export interface DispatcherNeeds extends Omit<DrainNeeds, 'recorder' | 'leases' | 'onGone'> {
  /** The name under which this process holds endpoints. */
  readonly holder: string;
}

/** How often retries that have become due are looked for. */
const LOOK_MS = 1_000;

/**
 * Sends webhooks from this process: what a fan-out made at once, what has become due within a second. A delivery is ended
 * by its record alone, so whatever happens to the process, it is attempted until it is delivered or its attempts are used up.
 */
export class WebhookDispatcher {
  readonly #needs: DispatcherNeeds;
  readonly #recorder: AttemptRecorder;
  readonly #leases: EndpointLeases;
  readonly #drains = new Map<string, { readonly drain: EndpointDrain; readonly ended: Promise<void> }>();
  readonly #disabling = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(needs: DispatcherNeeds) {
    this.#needs = needs;
    this.#leases = new EndpointLeases(needs.house, needs.holder);
    this.#recorder = new AttemptRecorder({
      house: needs.house,
      log: needs.log,
      onFailing: (endpoints) => {
        for (const endpoint of endpoints) this.#disable(endpoint, 'failing');
      },
    });
  }

  /** Looks for what is due now, and from now on. */
  async start(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
  }

  /** Brings what is new in an owner's log to its endpoints. */
  async fanOut(owner: Owner): Promise<void> {
    const call = { actor: { kind: 'system', name: 'fan_out_events', owner } } as const;
    for (let hasMore = true; hasMore; ) {
      const fanOut = await fanOutEvents(this.#needs.house, call, null);
      this.send(fanOut.endpointIds);
      ({ hasMore } = fanOut);
    }
  }

  /** Has everything sent that is due; what cannot be looked for now is at the next look. */
  async look(): Promise<void> {
    const { house, log } = this.#needs;
    try {
      const endpointIds = await listDueEndpoints(house.database.tables(), house.clock.now());
      this.send(endpointIds);
    } catch (error) {
      log.warn({ err: error }, 'due webhooks not looked for');
    }
  }

  /** Has these endpoints sent what is due for them. */
  send(endpointIds: readonly string[]): void {
    for (const endpointId of endpointIds) this.#send(endpointId);
  }

  /** Waits until nothing is in hand. */
  async settle(): Promise<void> {
    while (this.#drains.size + this.#disabling.size > 0) {
      await Promise.all([...[...this.#drains.values()].map(({ ended }) => ended), ...this.#disabling]);
    }
  }

  /** Lets the attempts in flight end and be written, and begins no other. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearInterval(this.#timer);
    for (const { drain } of this.#drains.values()) drain.stop();
    this.#recorder.close();
    await this.settle();
  }

  #send(endpointId: string): void {
    if (this.#isStopped) return;
    const running = this.#drains.get(endpointId);
    if (running) {
      // Also one that is over: it gives the endpoint back, and would take it from another that had begun meanwhile.
      running.drain.wake();
      return;
    }
    const drain = new EndpointDrain(
      {
        ...this.#needs,
        recorder: this.#recorder,
        leases: this.#leases,
        onGone: (endpoint) => this.#disable(endpoint, 'gone'),
      },
      endpointId,
    );
    const ended = drain
      .run()
      .catch((error) => {
        this.#needs.log.warn({ endpointId, err: error }, 'webhook endpoint not given back');
        return false;
      })
      .then((isDue) => {
        this.#drains.delete(endpointId);
        if (isDue) this.#send(endpointId);
      });
    this.#drains.set(endpointId, { drain, ended });
  }

  #disable({ id, organisationId, mode }: FailingEndpoint, reason: DisabledReason): void {
    const { house, log } = this.#needs;
    const owner = { organisationId, mode };
    const call = { actor: { kind: 'system', name: 'deliver_webhooks', owner } } as const;
    const disabled = disableWebhookEndpoint(house, call, { endpointId: id, reason })
      .then((isNew) => {
        if (isNew) log.warn({ endpointId: id, reason }, 'webhook endpoint disabled');
      })
      .catch((error) => log.warn({ endpointId: id, err: error }, 'webhook endpoint not disabled yet'))
      .finally(() => this.#disabling.delete(disabled));
    this.#disabling.add(disabled);
  }
}
