import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { RequestRecord } from '../domains/requests/index.ts';
import type { House } from '../door/use-case.ts';
import type { Partner } from '../kernel/actor.ts';
import { readAddress } from '../kernel/address.ts';
import { monotonicMs } from '../kernel/clock.ts';
import { newId } from '../kernel/id.ts';
import type { Log } from '../kernel/log.ts';
import { redact } from '../kernel/redact.ts';
import type { Visit } from '../kernel/request-facts.ts';
import { recordRequests } from '../use-cases/record-requests.ts';

/** Requests wait so long for others to be written with, or until there are this many. */
const GATHER_MS = 200;
const BATCH_MAX = 500;

/** Requests that wait while the database is away: some 30 MB. */
const WAITING_MAX = 50_000;

const RETRY_MS = 200;
const RETRY_MS_MAX = 5_000;

/** What is not written so long after the stop is given up. */
const CLOSE_MS_MAX = 5_000;

const TEXT_LENGTH_MAX = 200;
const TEXTS_KNOWN_MAX = 2_000;

const SYSTEM = { actor: { kind: 'system', name: 'requests' } } as const;

/** Classes 22 and 23 of PostgreSQL: the rows themselves are at fault, and writing them again does not help. */
const ROWS_AT_FAULT = /^2[23]/;

const isRowsFault = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && ROWS_AT_FAULT.test(String(error.code))) || isRowsFault(error.cause));

/** Records the requests of credentials, many at a time and off the path of those who send them. */
export class RequestRecorder {
  readonly #house: House;
  readonly #log: Log;
  readonly #texts = new LRUCache<string, string>({ max: TEXTS_KNOWN_MAX });
  readonly #waiting: RequestRecord[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;
  #closedAtMs: number | null = null;
  #dropped = 0;
  #droppedAtLoss = 0;

  constructor(house: House, log: Log) {
    this.#house = house;
    this.#log = log;
  }

  /** Requests that could not be kept. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Takes note of a request; returns at once. */
  observe(visit: Visit): void {
    const { actor } = visit;
    if (actor === null) return;
    this.#waiting.push(this.#recordOf(visit, actor));
    if (this.#waiting.length > WAITING_MAX) this.#drop(this.#waiting.splice(0, BATCH_MAX).length);
    if (this.#writing !== null) return;
    if (this.#waiting.length >= BATCH_MAX) this.#write();
    else this.#timer ??= setTimeout(() => this.#write(), GATHER_MS);
  }

  /** Writes all that is waiting, and ends. */
  async close(): Promise<void> {
    this.#closedAtMs = monotonicMs();
    this.#write();
    while (this.#writing !== null) await this.#writing;
  }

  #recordOf({ facts, ...visit }: Visit, { organisationId, mode, credentialId }: Partner): RequestRecord {
    return {
      id: newId('recordedRequest'),
      occurredAt: this.#house.clock.now(),
      organisationId,
      mode,
      credentialId,
      requestId: visit.requestId,
      operationType: facts.operationType,
      operationName: this.#shown(facts.operationName),
      rootField: facts.rootField,
      httpStatus: visit.httpStatus,
      codes: facts.codes,
      deprecations: facts.deprecations.map(({ element }) => element),
      durationMs: Math.round(visit.durationMs * 100) / 100,
      cost: facts.cost,
      address: readAddress(visit.address) ?? 'unknown',
      userAgent: this.#shown(visit.userAgent),
    };
  }

  /** What a client wrote freely, as it may be kept: bounded, and without what looks like a secret. */
  #shown(text: string | null): string | null {
    if (text === null) return null;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const shown = redact(text.slice(0, 4 * TEXT_LENGTH_MAX))
      .replaceAll(/[\p{Cc}\p{Cs}]/gu, '?')
      .slice(0, TEXT_LENGTH_MAX);
    this.#texts.set(text, shown);
    return shown;
  }

  #drop(count: number): void {
    if (this.#dropped === this.#droppedAtLoss) this.#log.warn({}, 'activity loses requests: they cannot be written');
    this.#dropped += count;
  }

  #write(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
      if (this.#waiting.length > 0) this.#write();
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_MAX);
      if (!(await this.#writeBatch(batch))) this.#drop(batch.length);
    }
    if (this.#dropped > this.#droppedAtLoss) {
      this.#log.warn({ dropped: this.#dropped - this.#droppedAtLoss }, 'activity lost requests');
      this.#droppedAtLoss = this.#dropped;
    }
  }

  /** Tries until it is written; false where it never will be, or the time after the stop is over. */
  async #writeBatch(batch: readonly RequestRecord[]): Promise<boolean> {
    for (let waitMs = RETRY_MS; ; waitMs = Math.min(2 * waitMs, RETRY_MS_MAX)) {
      try {
        await recordRequests(this.#house, SYSTEM, batch);
        return true;
      } catch (error) {
        const isGivenUp = isRowsFault(error) || this.#isOver();
        if (waitMs === RETRY_MS || isGivenUp) this.#log.warn({ err: error }, 'requests not written');
        if (isGivenUp) return false;
        await sleep(this.#closedAtMs === null ? waitMs : RETRY_MS, undefined, { ref: false });
      }
    }
  }

  #isOver(): boolean {
    return this.#closedAtMs !== null && monotonicMs() - this.#closedAtMs > CLOSE_MS_MAX;
  }
}
