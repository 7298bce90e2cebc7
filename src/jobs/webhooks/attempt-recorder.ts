import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptRecord, FailingEndpoint } from '../../domains/webhooks/index.ts';
import type { House } from '../../door/use-case.ts';
import type { Log } from '../../kernel/log.ts';
import { recordDeliveryAttempts } from '../../use-cases/record-delivery-attempts.ts';

/** Attempts that are written in one transaction. */
const BATCH_MAX = 250;

/** How long the first attempt of a batch waits for others. */
const GATHER_MS = 4;

const TRY_AGAIN_MS = 250;

const SYSTEM = { actor: { kind: 'system', name: 'deliver_webhooks' } } as const;

interface Waiting {
  readonly record: AttemptRecord;
  readonly written: () => void;
}

interface RecorderNeeds {
  readonly house: House;
  readonly log: Log;
  /** Called with the endpoints of which every attempt failed for too long. */
  readonly onFailing: (endpoints: readonly FailingEndpoint[]) => void;
}

/**
 * Writes attempts, as many in one transaction as come while the one before is written: that, and not the sending, is what
 * bounds how many deliveries a process makes. What cannot be written, for the database is away, is written when it is back.
 */
export class AttemptRecorder {
  readonly #needs: RecorderNeeds;
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #isClosed = false;

  constructor(needs: RecorderNeeds) {
    this.#needs = needs;
  }

  /** Resolves when the attempt is written, or is given up because the recorder was closed. */
  add(record: AttemptRecord): Promise<void> {
    return new Promise((written) => {
      this.#waiting.push({ record, written });
      this.#start();
    });
  }

  /** What comes while the last batch is being ended waits for the next one. */
  #start(): void {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
      if (this.#waiting.length > 0) this.#start();
    });
  }

  async #write(): Promise<void> {
    await sleep(GATHER_MS);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_MAX);
      await this.#writeBatch(batch.map(({ record }) => record));
      for (const { written } of batch) written();
    }
  }

  async #writeBatch(records: readonly AttemptRecord[]): Promise<void> {
    const { house, log, onFailing } = this.#needs;
    for (;;) {
      try {
        const failing = await recordDeliveryAttempts(house, SYSTEM, records);
        if (failing.length > 0) onFailing(failing);
        return;
      } catch (error) {
        log.warn({ err: error, attempts: records.length }, 'webhook attempts not written yet');
        if (this.#isClosed) return;
        await sleep(TRY_AGAIN_MS);
      }
    }
  }

  /** From now on what cannot be written is given up: the next process attempts it again. */
  close(): void {
    this.#isClosed = true;
  }
}
