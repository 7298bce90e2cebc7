import type { MikroORM } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import type { Actor } from '../kernel/actor.ts';
import { isTransient, toFault } from './constraints.ts';
import { kyselyOf, Tx } from './transaction.ts';

/** Attempts at one change that the database gave up for a deadlock or a serialisation failure. */
const ATTEMPTS_MAX = 4;

/** The moment and the origin of a change. */
export interface ChangeOrigin {
  readonly actor: Actor;
  readonly now: Date;
  readonly requestId: string | null;
}

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
      const em = this.orm.em.fork();
      try {
        await em.begin();
        const tx = new Tx(em, origin.actor, origin.now, origin.requestId);
        const result = await work(tx);
        await tx.flush();
        await em.commit();
        return result;
      } catch (error) {
        if (em.isInTransaction()) await em.rollback().catch(() => undefined);
        if (!isTransient(error) || attempt >= ATTEMPTS_MAX) throw toFault(error);
      }
    }
  }

  async close(): Promise<void> {
    await this.orm.close();
  }
}
