import { LRUCache } from 'lru-cache';
import { AddressLimit } from './address-limit.ts';

/** A credential that was accepted from an address is not counted there for so long. */
const PROVEN_MS = 10 * 60_000;

const PROVEN_MAX = 50_000;

/** A token without its last part, which is the secret. */
const publicPartOf = (token: string): string => token.slice(0, token.lastIndexOf('_'));

/**
 * Limits what an address can try in a minute, before a secret is looked at. What was accepted from there goes on being
 * let in, so that a flood of wrong secrets behind one address shuts out none of those that work behind it.
 */
export class AuthenticationLimit {
  readonly #attempts: AddressLimit;
  readonly #proven = new LRUCache<string, true>({ max: PROVEN_MAX, ttl: PROVEN_MS });

  constructor(attemptsMax: number) {
    this.#attempts = new AddressLimit(attemptsMax);
  }

  /** Null where the token may be looked at, else the seconds to wait. */
  take(token: string, address: string): number | null {
    return this.#proven.has(`${address} ${publicPartOf(token)}`) ? null : this.#attempts.waitOf(address);
  }

  note(token: string, address: string, isAccepted: boolean): void {
    if (isAccepted) this.#proven.set(`${address} ${publicPartOf(token)}`, true);
    else this.#attempts.take(address);
  }
}
