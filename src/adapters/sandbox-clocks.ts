import type { Database } from '../db/database.ts';
import { listClocks, SANDBOX_CLOCK_CHANNEL } from '../domains/sandbox/index.ts';
import type { Owner } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { ChannelListener } from './channel-listener.ts';

/**
 * The clock of a house: real time, and for a sandbox owner its own, which it may have moved ahead. How far is read from
 * the database and remembered; a process that listens hears of every move.
 */
export class SandboxClocks implements Clock {
  readonly #base: Clock;
  readonly #database: Database;
  #aheadMs: ReadonlyMap<string, number> = new Map();
  #listener: ChannelListener | null = null;

  constructor(base: Clock, database: Database) {
    this.#base = base;
    this.#database = database;
  }

  now(owner?: Owner | null): Date {
    const now = this.#base.now();
    const aheadMs = owner?.mode === 'sandbox' ? this.#aheadMs.get(owner.organisationId) : undefined;
    return aheadMs === undefined ? now : new Date(now.getTime() + aheadMs);
  }

  /** Reads how far each sandbox is ahead. */
  async read(): Promise<void> {
    this.#aheadMs = await listClocks(this.#database.tables());
  }

  /** Reads it, and again whenever one is moved. */
  async listen(databaseUrl: string, log: Log): Promise<void> {
    const readAgain = (): void => {
      this.read().catch((error) => log.warn({ err: error }, 'sandbox clocks not read'));
    };
    this.#listener = new ChannelListener({
      databaseUrl,
      log,
      channel: SANDBOX_CLOCK_CHANNEL,
      subject: 'sandbox clocks',
      onNotification: readAgain,
      onListening: readAgain,
    });
    await this.read();
    await this.#listener.start();
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }
}
