import { LRUCache } from 'lru-cache';
import { monotonicMs } from '../kernel/clock.ts';

/** Reads what is there of these ids, at the moment of the call or later. */
export type Read<Value> = (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/** Nothing that was read longer ago is believed. */
const BELIEVED_MS = 1_000;

/** What is in use is read again this often: time enough for a slow answer before what is remembered gets too old. */
const AHEAD_MS = 400;

/** What was not asked for so long is not read ahead any more. */
const IN_USE_MS = 60_000;

const REMEMBERED_MAX = 10_000;

/** What one query reads ahead at most: the most recently asked for. */
const AHEAD_MAX = 1_000;

/** Ids of nothing are kept apart: whoever makes them up pushes nothing out that is in use. */
const ABSENT_MAX = 1_000;

interface Entry<Value> {
  value: Value | null;
  /** When the reading began that gave the value: it may say nothing of what came after. */
  readAtMs: number;
  askedAtMs: number;
  reading: { readonly promise: Promise<Value | null>; readonly startedAtMs: number } | null;
}

/**
 * Remembers what was read by id for a second. Where it reads ahead, what is in use is read again before the second is
 * over, all of it in one query, until it is closed.
 */
export class RememberedReads<Value extends object> {
  readonly #read: Read<Value>;
  readonly #present = new LRUCache<string, Entry<Value>>({ max: REMEMBERED_MAX });
  readonly #absent = new LRUCache<string, Entry<Value>>({ max: ABSENT_MAX });
  #timer: NodeJS.Timeout | null = null;
  #isReadingAhead: boolean;

  constructor(read: Read<Value>, isReadingAhead: boolean) {
    this.#read = read;
    this.#isReadingAhead = isReadingAhead;
  }

  /** What is remembered and may be believed; undefined where `get` has to read. */
  peek(id: string): Value | undefined {
    const entry = this.#present.get(id);
    if (entry === undefined) return undefined;
    const now = monotonicMs();
    if (entry.value === null || now - entry.readAtMs > BELIEVED_MS) return undefined;
    entry.askedAtMs = now;
    return entry.value;
  }

  /** Null where there is nothing of this id. */
  async get(id: string): Promise<Value | null> {
    const now = monotonicMs();
    const entry = this.#present.get(id) ?? this.#absent.get(id) ?? this.#newEntry(id);
    entry.askedAtMs = now;
    if (now - entry.readAtMs <= BELIEVED_MS) return entry.value;
    if (entry.reading === null || now - entry.reading.startedAtMs > BELIEVED_MS) {
      entry.reading = { promise: this.#readOne(id, entry, now), startedAtMs: now };
    }
    return await entry.reading.promise;
  }

  forget(id: string): void {
    this.#present.delete(id);
    this.#absent.delete(id);
  }

  close(): void {
    this.#isReadingAhead = false;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #newEntry(id: string): Entry<Value> {
    const entry: Entry<Value> = { value: null, readAtMs: Number.NEGATIVE_INFINITY, askedAtMs: 0, reading: null };
    this.#absent.set(id, entry);
    return entry;
  }

  async #readOne(id: string, entry: Entry<Value>, startedAtMs: number): Promise<Value | null> {
    try {
      const value = (await this.#read([id])).get(id) ?? null;
      this.#keep(id, entry, value, startedAtMs);
      this.#schedule();
      return value;
    } finally {
      if (entry.reading?.startedAtMs === startedAtMs) entry.reading = null;
    }
  }

  /** What was forgotten while it was read stays forgotten: the reading may be older than the change. */
  #keep(id: string, entry: Entry<Value>, value: Value | null, startedAtMs: number): void {
    const isKept = this.#present.peek(id) === entry || this.#absent.peek(id) === entry;
    if (!isKept || startedAtMs < entry.readAtMs) return;
    entry.value = value;
    entry.readAtMs = startedAtMs;
    const [to, from] = value === null ? [this.#absent, this.#present] : [this.#present, this.#absent];
    from.delete(id);
    if (to.peek(id) !== entry) to.set(id, entry);
  }

  #schedule(): void {
    if (this.#timer !== null || !this.#isReadingAhead) return;
    this.#timer = setTimeout(() => this.#readAhead(), AHEAD_MS).unref();
  }

  /** A reading that fails leaves what it was for to the next request, which waits for the database and says so. */
  async #readAhead(): Promise<void> {
    const now = monotonicMs();
    const inUse = this.#inUse(now);
    if (inUse.length > 0) await this.#readAgain(inUse, now).catch(() => undefined);
    this.#timer = null;
    if (inUse.length > 0) this.#schedule();
  }

  #inUse(now: number): (readonly [id: string, entry: Entry<Value>])[] {
    const inUse: (readonly [string, Entry<Value>])[] = [];
    for (const [id, entry] of this.#present.entries()) {
      if (now - entry.askedAtMs < IN_USE_MS) inUse.push([id, entry]);
      if (inUse.length >= AHEAD_MAX) break;
    }
    return inUse;
  }

  async #readAgain(inUse: readonly (readonly [id: string, Entry<Value>])[], startedAtMs: number): Promise<void> {
    const values = await this.#read(inUse.map(([id]) => id));
    for (const [id, entry] of inUse) this.#keep(id, entry, values.get(id) ?? null, startedAtMs);
  }
}
