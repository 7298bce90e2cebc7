import {
  type AttemptOutcome,
  type DueDelivery,
  type LeasedEndpoint,
  listDueDeliveries,
  payloadOf,
  retryAt,
  type WebhookSender,
  webhookRequest,
} from '../../domains/webhooks/index.ts';
import type { House } from '../../door/use-case.ts';
import { monotonicMs } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/log.ts';
import type { AttemptRecorder } from './attempt-recorder.ts';
import type { EndpointLeases } from './endpoint-leases.ts';

/** Makes of an event what the query of an endpoint asks for, read as it is now with the endpoint's own scopes. */
export type ShapeEvent = (endpoint: LeasedEndpoint, eventId: string) => Promise<Readonly<Record<string, unknown>>>;

export interface DrainNeeds {
  readonly house: House;
  readonly sender: WebhookSender;
  readonly shapeEvent: ShapeEvent;
  readonly log: Log;
  readonly leases: EndpointLeases;
  /** Whether sandbox endpoints may be on loopback. */
  readonly isLoopbackAllowed: boolean;
  readonly recorder: AttemptRecorder;
  /** Called where the receiver answered that it is gone. */
  readonly onGone: (endpoint: LeasedEndpoint) => void;
}

/** Requests in flight to one endpoint: so many while it answers, one while it fails. */
const LANES_MAX = 8;

/** Deliveries taken from the database at a time: what is new waits behind no more of what is replayed. */
const READ_MAX = 2 * LANES_MAX;

/** What is known of an endpoint, its secrets among it, is read again after so long. */
const KNOWN_MS_MAX = 2_000;

/**
 * Sends what is due for one endpoint until nothing is. Lanes take deliveries from one queue; a lane that hangs holds up
 * nobody but itself, and an endpoint that fails is left with one.
 */
export class EndpointDrain {
  readonly #needs: DrainNeeds;
  readonly #endpointId: string;
  readonly #unrecorded = new Set<Promise<void>>();
  /** In the queue, in flight or not recorded yet: what must not be taken from the database again. */
  readonly #held = new Set<string>();
  #queue: DueDelivery[] = [];
  #filling: Promise<void> | null = null;
  #endpoint: LeasedEndpoint | null = null;
  #knownAtMs = 0;
  #isOurs = false;
  #isFailing = false;
  #isWoken = true;
  #isStopped = false;
  #isOver = false;
  readonly #lanes = new Set<Promise<void>>();
  /** Lanes that go on: one that has decided to end is no longer counted. */
  #lanesOpen = 0;

  constructor(needs: DrainNeeds, endpointId: string) {
    this.#needs = needs;
    this.#endpointId = endpointId;
  }

  /** Something new is due. Where this drain is over, and gives its endpoint back, `run` says that there is more to send. */
  wake(): void {
    this.#isWoken = true;
    if (!this.#isOver) this.#addLane();
  }

  /** Lets the attempts in flight end and begins no other. */
  stop(): void {
    this.#isStopped = true;
    this.#queue = [];
  }

  /** Runs until nothing is due, or somebody else sends to this endpoint. Gives whether there is more to send at once. */
  async run(): Promise<boolean> {
    this.#addLane();
    while (this.#lanes.size + this.#unrecorded.size > 0) await Promise.all([...this.#lanes, ...this.#unrecorded]);
    this.#isOver = true;
    const isDue = this.#isOurs && (await this.#needs.leases.release(this.#endpointId));
    return !this.#isStopped && (isDue || this.#isWoken);
  }

  #addLane(): void {
    const bound = this.#isFailing ? 1 : LANES_MAX;
    if (this.#isStopped || this.#lanesOpen >= bound) return;
    this.#lanesOpen += 1;
    const lane = this.#lane().finally(() => this.#lanes.delete(lane));
    this.#lanes.add(lane);
  }

  async #lane(): Promise<void> {
    try {
      while (!(this.#isFailing && this.#lanesOpen > 1)) {
        if (this.#queue.length === 0) await this.#fill();
        const delivery = this.#queue.shift();
        if (!delivery || !this.#endpoint) break;
        if (this.#queue.length > 0) this.#addLane();
        await this.#attempt(this.#endpoint, delivery);
      }
    } catch (error) {
      this.stop();
      this.#needs.log.warn({ endpointId: this.#endpointId, err: error }, 'webhooks not sent for now');
    } finally {
      this.#lanesOpen -= 1;
    }
  }

  /** One lane at a time reads for all of them. */
  async #fill(): Promise<void> {
    this.#filling ??= this.#read().finally(() => {
      this.#filling = null;
    });
    await this.#filling;
  }

  async #read(): Promise<void> {
    const { house } = this.#needs;
    while (this.#isWoken && !this.#isStopped && (await this.#know())) {
      this.#isWoken = false;
      const query = { endpointId: this.#endpointId, now: house.clock.now(), except: [...this.#held], limit: READ_MAX };
      const due = await listDueDeliveries(house.database.tables(), query);
      if (this.#isStopped || due.length === 0) continue;
      this.#isWoken = true;
      for (const { id } of due) this.#held.add(id);
      this.#queue.push(...due);
      return;
    }
  }

  /** Takes the endpoint, or keeps it and reads it again from time to time; false where it is not ours to send to. */
  async #know(): Promise<boolean> {
    if (this.#endpoint !== null && monotonicMs() - this.#knownAtMs < KNOWN_MS_MAX) return true;
    this.#endpoint = await this.#needs.leases.take(this.#endpointId);
    this.#knownAtMs = monotonicMs();
    if (this.#endpoint === null) {
      this.stop();
      return false;
    }
    if (!this.#isOurs) this.#isFailing = this.#endpoint.isFailing;
    this.#isOurs = true;
    return true;
  }

  async #attempt(endpoint: LeasedEndpoint, delivery: DueDelivery): Promise<void> {
    const startedAt = this.#needs.house.clock.now(endpoint);
    const outcome = await this.#send(endpoint, delivery);
    if (outcome.failure !== 'internal') this.#isFailing = outcome.failure !== null;
    const recorded = this.#record(endpoint, delivery, startedAt, outcome);
    if (outcome.failure !== 'gone') return;
    this.stop();
    await recorded; // else the delivery would end as one that was never attempted
    this.#needs.onGone(endpoint);
  }

  /** One delivery that cannot be sent, whatever its event, must not hold up the others: it waits for its next attempt. */
  async #send(endpoint: LeasedEndpoint, delivery: DueDelivery): Promise<AttemptOutcome> {
    const { house, sender, shapeEvent, isLoopbackAllowed, log } = this.#needs;
    const beganAtMs = monotonicMs();
    try {
      const said = endpoint.query === null ? undefined : await shapeEvent(endpoint, delivery.eventId);
      return await sender.send(
        webhookRequest({
          ...endpoint,
          eventId: delivery.eventId,
          attemptedAt: house.clock.now(), // the receiver goes by real time
          body: JSON.stringify(payloadOf(delivery, said)),
          isLoopbackAllowed: isLoopbackAllowed && endpoint.mode === 'sandbox',
        }),
      );
    } catch (error) {
      if (error instanceof Fault) throw error; // the database is away: all of them wait
      log.error({ endpointId: endpoint.id, eventId: delivery.eventId, err: error }, 'webhook not sent');
      const durationMs = monotonicMs() - beganAtMs;
      return { failure: 'internal', httpStatus: null, durationMs, retryAfterMs: null };
    }
  }

  #record(endpoint: LeasedEndpoint, delivery: DueDelivery, startedAt: Date, outcome: AttemptOutcome): Promise<void> {
    const { house, recorder, log } = this.#needs;
    const { failure, httpStatus, durationMs, retryAfterMs } = outcome;
    const number = delivery.attempts + 1;
    const endedAt = house.clock.now(endpoint);
    const isLast = failure === null || failure === 'gone';
    const nextAttemptAt = isLast ? null : retryAt({ deliveryId: delivery.id, number, endedAt, retryAfterMs });
    const facts = { endpointId: this.#endpointId, eventId: delivery.eventId, number, httpStatus, durationMs };
    if (failure === null) log.debug(facts, 'webhook delivered');
    else log.info({ ...facts, failure, nextAttemptAt }, 'webhook attempt failed');
    const recorded = recorder
      .add({
        deliveryCreatedAt: delivery.createdAt,
        deliveryId: delivery.id,
        endpointId: this.#endpointId,
        number,
        startedAt,
        durationMs,
        httpStatus,
        failure,
        nextAttemptAt,
      })
      .finally(() => {
        this.#unrecorded.delete(recorded);
        this.#held.delete(delivery.id);
      });
    this.#unrecorded.add(recorded);
    return recorded;
  }
}
