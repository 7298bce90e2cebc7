import { LRUCache } from 'lru-cache';
import type { CredentialUse } from '../../domains/credentials/index.ts';
import type { House } from '../../door/use-case.ts';
import { readAddress } from '../../kernel/address.ts';
import { monotonicMs } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { noteCredentialUses } from '../../use-cases/note-credential-uses.ts';

/** A credential's use is written this often at most. */
const INTERVAL_MS = 60_000;

/** What is noted in this time is written together. */
const GATHER_MS = 100;

const CREDENTIALS_MAX = 10_000;

const SYSTEM = { actor: { kind: 'system', name: 'credential_uses' } } as const;

/** Notes when and from where credentials are used, off the path of their requests. */
export class UseNotes {
  readonly #house: House;
  readonly #log: Log;
  readonly #notedAtMs = new LRUCache<string, number>({ max: CREDENTIALS_MAX });
  #noted: CredentialUse[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(house: House, log: Log) {
    this.#house = house;
    this.#log = log;
  }

  note(credentialId: string, address: string): void {
    const now = monotonicMs();
    if (now - (this.#notedAtMs.get(credentialId) ?? Number.NEGATIVE_INFINITY) < INTERVAL_MS) return;
    this.#notedAtMs.set(credentialId, now);
    this.#noted.push({ credentialId, at: this.#house.clock.now(), address: readAddress(address) ?? 'unknown' });
    this.#timer ??= setTimeout(() => this.#write(), GATHER_MS);
  }

  /** Writes what is noted, and ends. */
  async close(): Promise<void> {
    this.#write();
    await this.#writing;
  }

  #write(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const uses = this.#noted;
    this.#noted = [];
    if (uses.length > 0) this.#writing = this.#writing.then(() => this.#writeAll(uses));
  }

  async #writeAll(uses: readonly CredentialUse[]): Promise<void> {
    try {
      await noteCredentialUses(this.#house, SYSTEM, uses);
    } catch (error) {
      for (const { credentialId } of uses) this.#notedAtMs.delete(credentialId);
      this.#log.warn({ err: error }, 'uses of credentials were not noted');
    }
  }
}
