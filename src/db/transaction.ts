import type { EntitySchemaWithMeta } from '@mikro-orm/core';
import type { EntityManager, InferKyselyDB, InferKyselyTable } from '@mikro-orm/postgresql';
import { CompiledQuery, type Insertable, type Kysely, type Transaction } from 'kysely';
import { type Actor, type Owner, ownerOf } from '../kernel/actor.ts';
import { GatheredWrites } from './gathered-writes.ts';

/** The tables that a set of entities describes, as Kysely knows them. */
export type TablesOf<Entities extends { name: string }> = InferKyselyDB<Entities>;

/** A new row of an entity's table, by property name. */
export type NewRow<Entity extends EntitySchemaWithMeta> = Insertable<
  InferKyselyTable<Entity, { columnNamingStrategy: 'property' }>
>;

/** Kysely on an entity manager's connection, typed by the tables that the caller names: types alone, nothing at run time. */
export const kyselyOf = <Tables>(em: EntityManager): Kysely<Tables> =>
  em.getKysely<unknown>() as unknown as Kysely<Tables>; // the ORM's own type cannot resolve a generic parameter

/** The moment and the origin of a change. */
export interface ChangeOrigin {
  readonly actor: Actor;
  readonly now: Date;
  /** The real moment, where the owner's time is another. */
  readonly realNow?: Date;
  readonly requestId: string | null;
}

/** An open transaction: what every function that changes something takes first. It is begun and ended by the door alone. */
export class Tx {
  readonly actor: Actor;
  /** The moment of the change by its owner's time: one for all of its rows. */
  readonly now: Date;
  /** The same moment for what no sandbox moves ahead: credentials, keys, the catalogue, and who did what when. */
  readonly realNow: Date;
  readonly requestId: string | null;
  readonly #writes = new GatheredWrites();
  readonly #owner: Owner | null;
  readonly #orm: EntityManager;
  readonly #connection: Transaction<unknown>;
  #unitOfWork: EntityManager | null = null;

  constructor(orm: EntityManager, connection: Transaction<unknown>, { actor, now, realNow, requestId }: ChangeOrigin) {
    this.actor = actor;
    this.now = now;
    this.realNow = realNow ?? now;
    this.requestId = requestId;
    this.#owner = ownerOf(actor);
    this.#orm = orm;
    this.#connection = connection;
  }

  /** The unit of work, for what changes rarely: opened when it is first used. */
  get em(): EntityManager {
    if (!this.#unitOfWork) {
      this.#unitOfWork = this.#orm.fork();
      this.#unitOfWork.setTransactionContext(this.#connection);
    }
    return this.#unitOfWork;
  }

  /** Whose rows the change is about. Asking where the actor acts for nobody is a bug. */
  get owner(): Owner {
    if (!this.#owner) throw new Error('this change has no owner');
    return this.#owner;
  }

  get ownerOrNull(): Owner | null {
    return this.#owner;
  }

  /** Typed SQL on this transaction's connection. */
  tables<Tables>(): Kysely<Tables> {
    return this.#connection as unknown as Kysely<Tables>; // as in kyselyOf: types alone
  }

  /** Gathers a new row; it leaves with the others of this change in one statement. */
  write<Entity extends EntitySchemaWithMeta>(entity: Entity, row: NewRow<Entity>): void {
    this.writeAll(entity, [row]);
  }

  /** Gathers new rows that are inserted in their order; each has the properties of the first one. */
  writeAll<Entity extends EntitySchemaWithMeta>(entity: Entity, rows: readonly NewRow<Entity>[]): void {
    const given: readonly Readonly<Record<string, unknown>>[] = rows;
    const [first] = given;
    if (!first) return;
    const { tableName, properties } = this.#orm.getMetadata().get(entity);
    const known = properties as Record<string, { fieldNames: string[] }>;
    const names = Object.keys(first).filter((name) => first[name] !== undefined);
    const columns = names.map((name) => `"${known[name]?.fieldNames[0]}"`).join(', ');
    const marks = `(${names.map(() => '?').join(', ')})`;
    const values = given.flatMap((row) => names.map((name) => row[name]));
    this.#writes.add(
      'statement',
      `insert into "${tableName}" (${columns}) values ${given.map(() => marks).join(', ')}`,
      values,
    );
  }

  /** Gathers a data-modifying statement, its parameters written `?`. */
  change(text: string, values: readonly unknown[]): void {
    this.#writes.add('statement', text, values);
  }

  /** Gathers a call of a database function, its parameters written `?`. */
  call(text: string, values: readonly unknown[]): void {
    this.#writes.add('call', text, values);
  }

  /**
   * Lets the commit wait for no disk. A database server that crashes may then forget this change, and with it all that
   * came after it, never more: for what is done again in that case, or stands for nothing then.
   */
  waitForNoDisk(): void {
    this.call("set_config('synchronous_commit', 'off', true)", []);
  }

  /** Sends what was gathered. A function that reads what this change wrote calls it first; the door does before commit. */
  async flush(): Promise<void> {
    await this.#unitOfWork?.flush();
    if (this.#writes.isEmpty) return;
    const { text, values } = this.#writes.take();
    await this.#connection.executeQuery(CompiledQuery.raw(text, [...values]));
  }
}
