import { LRUCache } from 'lru-cache';
import { readAddressRange } from '../kernel/address.ts';

const WINDOW_MS = 60_000;
const ADDRESSES_MAX = 10_000;

/** Whoever has one IPv6 address has all of its /64. */
const placeOf = (address: string): string =>
  address.includes(':') ? (readAddressRange(`${address}/64`) ?? address) : address;

/** Lets so many requests through in a minute from one address. */
export class AddressLimit {
  readonly #max: number;
  readonly #counts = new LRUCache<string, { count: number }>({ max: ADDRESSES_MAX, ttl: WINDOW_MS });

  constructor(max: number) {
    this.#max = max;
  }

  /** Null where the next request may pass, else the seconds to wait; counts nothing. */
  waitOf(address: string): number | null {
    const place = placeOf(address);
    if ((this.#counts.get(place)?.count ?? 0) < this.#max) return null;
    return Math.max(1, Math.ceil(this.#counts.getRemainingTTL(place) / 1000));
  }

  /** Null where the request may pass, else the seconds to wait. */
  take(address: string): number | null {
    const place = placeOf(address);
    const counted = this.#counts.get(place);
    if (counted === undefined) {
      this.#counts.set(place, { count: 1 });
      return null;
    }
    counted.count += 1;
    if (counted.count <= this.#max) return null;
    return Math.max(1, Math.ceil(this.#counts.getRemainingTTL(place) / 1000));
  }
}
