import { LRUCache } from 'lru-cache';
import type { House } from '../../door/use-case.ts';
import { monotonicMs } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { redact } from '../../kernel/redact.ts';
import { exposeCredential } from '../../use-cases/expose-credential.ts';
import type { Caller } from '../../views/caller.ts';

/** One credential's exposure is written this often at most: a page that many people open asks all the time. */
const INTERVAL_MS = 60_000;

const CREDENTIALS_MAX = 10_000;
const PLACE_LENGTH_MAX = 255;

const UNKNOWN = 'unknown';

/** Where a secret was seen, as it may be kept: bounded, and without the secret, which may stand in it. */
export const placeOf = (text: string | null): string =>
  redact((text ?? UNKNOWN).slice(0, 4 * PLACE_LENGTH_MAX))
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '?')
    .slice(0, PLACE_LENGTH_MAX);

/** Records live credentials that come from browsers. */
export class Exposures {
  readonly #house: House;
  readonly #log: Log;
  readonly #recordedAtMs = new LRUCache<string, number>({ max: CREDENTIALS_MAX });

  constructor(house: House, log: Log) {
    this.#house = house;
    this.#log = log;
  }

  /** Returns when it is recorded. It never fails: the request is refused whether or not it is. */
  async record(caller: Caller, origin: string | null, requestId: string): Promise<void> {
    const { credentialId } = caller;
    const now = monotonicMs();
    if (now - (this.#recordedAtMs.get(credentialId) ?? Number.NEGATIVE_INFINITY) < INTERVAL_MS) return;
    this.#recordedAtMs.set(credentialId, now);
    this.#log.warn({ requestId, credentialId }, 'a live credential came from a browser');
    const place = placeOf(origin);
    try {
      await exposeCredential(this.#house, { actor: caller, requestId }, { credentialId, kind: 'browser', place });
    } catch (error) {
      this.#recordedAtMs.delete(credentialId);
      this.#log.warn({ requestId, credentialId, err: error }, 'an exposure was not recorded');
    }
  }
}
