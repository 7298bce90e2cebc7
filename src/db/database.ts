import type { MikroORM } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import { isTransient, toFault } from './constraints.ts';
import { type ChangeOrigin, kyselyOf, Tx } from './transaction.ts';

/** Attempts at one change that the database gave up for a deadlock or a serialisation failure. */
const ATTEMPTS_MAX = 4;

/** The one way to the database: reads without a transaction, changes within one. */
export class Database {
  constructor(readonly orm: MikroORM) {}

  /** Typed SQL for reads, on any connection of the pool. */
  tables<Tables>(): Kysely<Tables> {
    return kyselyOf<Tables>(this.orm.em);
  }

  /**
   * Runs `work` in one READ COMMITTED transaction, flushes what it gathered and commits; after a deadlock or a
   * serialisation failure it runs it again from the start. Refuses: what `work` refuses, the refusal that a violated
   * constraint means, UNAVAILABLE where a lock was not had in time.
   */
  async transaction<Result>(origin: ChangeOrigin, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Kysely's own, which gives a connection back that was lost in the middle; the entity manager's keeps it.
        return await this.tables<unknown>()
          .transaction()
          .execute(async (connection) => {
            const tx = new Tx(this.orm.em, connection, origin);
            const result = await work(tx);
            await tx.flush();
            return result;
          });
      } catch (error) {
        if (!isTransient(error) || attempt >= ATTEMPTS_MAX) throw toFault(error);
      }
    }
  }

  async close(): Promise<void> {
    await this.orm.close();
  }
}
