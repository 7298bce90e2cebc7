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
  #readings = 0;
  #newest = 0;

  constructor(base: Clock, database: Database) {
    this.#base = base;
    this.#database = database;
  }

  now(owner?: Owner | null): Date {
    const now = this.#base.now();
    const aheadMs = owner?.mode === 'sandbox' ? this.#aheadMs.get(owner.organisationId) : undefined;
    return aheadMs === undefined ? now : new Date(now.getTime() + aheadMs);
  }

  /** Reads how far each sandbox is ahead; of two readings at once the one that began later counts. */
  async catchUp(): Promise<void> {
    this.#readings += 1;
    const reading = this.#readings;
    const aheadMs = await listClocks(this.#database.tables());
    if (reading < this.#newest) return;
    this.#newest = reading;
    this.#aheadMs = aheadMs;
  }
}

/** Has a clock hear of each move, whichever process makes it. Close what it gives when done. */
export const hearOfMoves = async (
  clock: Clock,
  databaseUrl: string,
  log: Log,
): Promise<{ readonly close: () => Promise<void> }> => {
  let reading: Promise<unknown> = Promise.resolve();
  const catchUp = (): void => {
    const read = async () => clock.catchUp?.();
    reading = reading.then(read).catch((error) => log.warn({ err: error }, 'sandbox clocks not read'));
  };
  const listener = new ChannelListener({
    databaseUrl,
    log,
    channel: SANDBOX_CLOCK_CHANNEL,
    subject: 'sandbox clocks',
    onNotification: catchUp,
    onListening: catchUp,
  });
  await listener.start();
  await reading;
  return {
    // Whoever closes the database next must not do so while it is asked: its pool would never end.
    close: async () => {
      await listener.close();
      await reading;
    },
  };
};
