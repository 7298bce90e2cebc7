import { type Kysely, sql } from 'kysely';
import { isLockTimeout } from '../../db/constraints.ts';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { canonicalDigest } from '../../kernel/canonical.ts';
import { Fault } from '../../kernel/fault.ts';
import type { IdempotencyKeyEntity } from './idempotency-key.entity.ts';

export { IdempotencyKeyEntity } from './idempotency-key.entity.ts';

type Tables = TablesOf<typeof IdempotencyKeyEntity>;

/** How long a key answers with what it made; after that it is as new. */
export const IDEMPOTENCY_RETENTION_DAYS = 31;

/** A key that was made before is as new, whether its row is forgotten yet or not. */
export const retainedSince = (now: Date): Date => new Date(now.getTime() - IDEMPOTENCY_RETENTION_DAYS * 86_400_000);

/** The operations that take a key. A key is bound to one of them. */
export const KEYED_OPERATIONS = ['createOrder', 'cancelOrder', 'requestRefund'] as const;

export type KeyedOperation = (typeof KEYED_OPERATIONS)[number];

interface KeyUse {
  readonly operation: KeyedOperation;
  readonly key: string;
  readonly input: unknown;
  /** The id of what this use will make, known beforehand so that one insert is enough. */
  readonly subjectId: string;
}

/** The name of the lock that a key's first use holds until it commits or rolls back. */
const lockName = (owner: Owner, operation: KeyedOperation, key: string): string =>
  [owner.organisationId, owner.mode, operation, key].join(' ');

/**
 * Takes the key for this change, or gives the subject of the change that had it first. A second caller waits until the
 * first one commits or rolls back, so at most one change is ever made under a key that is retained; the unique index insists.
 * Refuses: IDEMPOTENCY_CONFLICT where the input is another one, IDEMPOTENCY_IN_PROGRESS where the first caller is not
 * done within the lock timeout.
 */
export const takeKey = async (tx: Tx, use: KeyUse): Promise<{ readonly firstSubjectId: string | null }> => {
  const { organisationId, mode } = tx.owner;
  const inputDigest = canonicalDigest(use.input);
  const insert = sql`
    insert into idempotency_keys (organisation_id, mode, operation, key, input_digest, subject_id, created_at)
    select ${organisationId}, ${mode}, ${use.operation}, ${use.key}, ${inputDigest}, ${use.subjectId}, ${tx.realNow}
    from (select pg_advisory_xact_lock(hashtextextended(${lockName(tx.owner, use.operation, use.key)}, 0))) as held
    on conflict (organisation_id, mode, operation, key) do update
      set input_digest = excluded.input_digest, subject_id = excluded.subject_id, created_at = excluded.created_at
      where idempotency_keys.created_at < ${retainedSince(tx.realNow)}`;
  try {
    const { numAffectedRows } = await insert.execute(tx.tables<Tables>());
    if (numAffectedRows === 1n) return { firstSubjectId: null };
  } catch (error) {
    if (isLockTimeout(error)) throw new Fault('IDEMPOTENCY_IN_PROGRESS', {}, { cause: error });
    throw error;
  }
  const first = await findKey(tx.tables<Tables>(), tx.owner, tx.realNow, use);
  if (!first) throw new Fault('IDEMPOTENCY_IN_PROGRESS');
  if (!inputDigest.equals(first.input_digest)) throw new Fault('IDEMPOTENCY_CONFLICT');
  return { firstSubjectId: first.subject_id };
};

type KeyName = Pick<KeyUse, 'operation' | 'key'>;

const findKey = (tables: Kysely<Tables>, owner: Owner, now: Date, { operation, key }: KeyName) =>
  tables
    .selectFrom('idempotency_keys')
    .select(['subject_id', 'input_digest'])
    .where('organisation_id', '=', owner.organisationId)
    .where('mode', '=', owner.mode)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .where('created_at', '>=', retainedSince(now))
    .executeTakeFirst();

/** What became of a key: nothing is known of it, its first use has not ended yet, or it made or changed the subject. */
export type KeyOutcome =
  | { readonly state: 'never_seen'; readonly operation: null; readonly subjectId: null }
  | { readonly state: 'in_progress'; readonly operation: KeyedOperation; readonly subjectId: null }
  | { readonly state: 'completed'; readonly operation: KeyedOperation; readonly subjectId: string };

const NEVER_SEEN: KeyOutcome = { state: 'never_seen', operation: null, subjectId: null };

const lookAtUse = async (
  tables: Kysely<Tables>,
  owner: Owner,
  now: Date,
  { operation, key }: KeyName,
): Promise<KeyOutcome> => {
  const name = lockName(owner, operation, key);
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock_shared(hashtextextended(${name}, 0)) as free`.execute(tables);
  const made = await findKey(tables, owner, now, { operation, key });
  if (made) return { state: 'completed', operation, subjectId: made.subject_id };
  return rows[0]?.free ? NEVER_SEEN : { state: 'in_progress', operation, subjectId: null };
};

/**
 * Tells what became of a key, without waiting: of one operation, or where that is null of the first in `KEYED_OPERATIONS`
 * that it was used for; `now` is the real time. A use in progress is seen by its lock, for its row is not committed yet.
 */
export const lookAtKey = async (
  tables: Kysely<Tables>,
  owner: Owner,
  now: Date,
  { operation, key }: { readonly operation: KeyedOperation | null; readonly key: string },
): Promise<KeyOutcome> => {
  for (const one of operation === null ? KEYED_OPERATIONS : [operation]) {
    const outcome = await lookAtUse(tables, owner, now, { operation: one, key });
    if (outcome.state !== 'never_seen') return outcome;
  }
  return NEVER_SEEN;
};

/** Forgets the keys made before `before`, at most `limit` of them; gives how many went. */
export const pruneKeys = async (tx: Tx, before: Date, limit: number): Promise<number> => {
  const tables = tx.tables<Tables>();
  const { numDeletedRows } = await tables
    .deleteFrom('idempotency_keys')
    .where(
      sql<string>`ctid`,
      'in',
      tables
        .selectFrom('idempotency_keys')
        .select(sql<string>`ctid`.as('ctid'))
        .where('created_at', '<', before)
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
};
