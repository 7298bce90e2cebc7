import { type Kysely, sql } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import type { Owner } from '../../kernel/actor.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../kernel/cursor.ts';
import { Fault } from '../../kernel/fault.ts';
import { failPending } from './attempts.ts';
import type { DeliveryState, ReplayEntity } from './delivery.entity.ts';
import type { EndpointState } from './endpoint.states.ts';
import { makeDeliveries } from './fan-out.ts';
import type { NotEligible, PlannedReplay } from './plan-replay.ts';
import { readChunk } from './replay-chunk.ts';
import type { ReplayPlan } from './replay-plan.ts';

export type ReplayTables = TablesOf<typeof ReplayEntity>;

/** Replays of an owner that may run at a time. */
export const REPLAYS_RUNNING_MAX = 3;

const columns = [
  'id',
  'endpoint_id as endpointId',
  'eligible',
  'not_eligible_count as notEligibleCount',
  'not_eligible as notEligible',
  'created',
  'created_at as createdAt',
  'completed_at as completedAt',
] as const;

const owned = (tables: Kysely<ReplayTables>, { organisationId, mode }: Owner) =>
  tables.selectFrom('replays').select(columns).where('organisation_id', '=', organisationId).where('mode', '=', mode);

/** A replay as it stands. */
export interface Replay {
  readonly id: string;
  /** The one endpoint that it is for; null for all of them. */
  readonly endpointId: string | null;
  /** Deliveries that it makes, as counted when it was asked for. */
  readonly eligible: number;
  readonly notEligibleCount: number;
  /** The first 100 of them. */
  readonly notEligible: readonly NotEligible[];
  /** Deliveries that it has made. */
  readonly created: number;
  readonly createdAt: Date;
  /** When it had made all of them; null until then. */
  readonly completedAt: Date | null;
}

type Row = Omit<Replay, 'notEligible'> & { readonly notEligible: unknown };

const shown = (row: Row): Replay => ({ ...row, notEligible: row.notEligible as readonly NotEligible[] }); // as startReplay wrote it

/** One of the owner's replays. Refuses: REPLAY_NOT_FOUND, also for another owner's. */
export const getReplay = async (tables: Kysely<ReplayTables>, owner: Owner, id: string): Promise<Replay> => {
  const row = await owned(tables, owner).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('REPLAY_NOT_FOUND');
  return shown(row);
};

const SORT = 'replays, newest first';

/** Where a page of replays goes on behind this one. */
export const replayCursor = ({ id }: { readonly id: string }): string => encodeCursor(SORT, [id]);

/** A page of the owner's replays, newest first. Refuses: BAD_USER_INPUT for a cursor of another list. */
export const listReplays = async (
  tables: Kysely<ReplayTables>,
  owner: Owner,
  first: number,
  after: string | null,
): Promise<Page<Replay>> => {
  const [last] = after === null ? [] : decodeCursor(after, SORT, 1);
  let query = owned(tables, owner);
  if (last !== undefined) query = query.where('id', '<', String(last));
  const rows = await query
    .orderBy('id', 'desc')
    .limit(first + 1)
    .execute();
  return toPage(rows.map(shown), first);
};

/** How many deliveries of a replay stand where. */
export type ReplayProgress = Readonly<Record<DeliveryState, number>>;

/** How far the deliveries of each replay are, in the order of the ids, for a DataLoader. */
export const listReplayProgress = async (
  tables: Kysely<unknown>,
  replayIds: readonly string[],
): Promise<readonly ReplayProgress[]> => {
  const { rows } = await sql<{ readonly id: string; readonly state: DeliveryState; readonly count: number }>`
    select replay_id as id, state, count(*)::integer as count from deliveries
    where replay_id = any(${replayIds}::text[]) group by 1, 2`.execute(tables);
  return replayIds.map((id) => {
    const of = (state: DeliveryState) => rows.find((row) => row.id === id && row.state === state)?.count ?? 0;
    return { pending: of('pending'), delivered: of('delivered'), failed: of('failed') };
  });
};

/** Refuses: TOO_MANY_REPLAYS where as many run as may. */
export const assertReplayRoom = async (tx: Tx): Promise<void> => {
  const { organisationId, mode } = tx.owner;
  const { running } = await tx
    .tables<ReplayTables>()
    .selectFrom('replays')
    .select(({ fn }) => fn.countAll<bigint>().as('running'))
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .where('completed_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (running >= REPLAYS_RUNNING_MAX) throw new Fault('TOO_MANY_REPLAYS', { max: REPLAYS_RUNNING_MAX });
};

/**
 * Writes a replay as it was planned: what runs it makes its deliveries. One of which nothing is eligible is complete.
 * The owner's replays begin one after the other. Refuses: TOO_MANY_REPLAYS.
 */
export const startReplay = async (tx: Tx, endpointId: string | null, planned: PlannedReplay): Promise<Replay> => {
  const { organisationId, mode } = tx.owner;
  const lock = `replays of ${organisationId} in ${mode}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx.tables<unknown>());
  await assertReplayRoom(tx);
  await tx
    .tables<ReplayTables>()
    .insertInto('replays')
    .values({
      id: planned.id,
      organisation_id: organisationId,
      mode,
      endpoint_id: endpointId,
      plan: JSON.stringify(planned.plan),
      eligible: planned.eligible,
      not_eligible_count: planned.notEligibleCount,
      not_eligible: JSON.stringify(planned.notEligible),
      created: 0,
      created_at: tx.now,
      completed_at: planned.eligible === 0 ? tx.now : null,
    })
    .execute();
  return getReplay(tx.tables(), tx.owner, planned.id);
};

/** How endpoints stand, and stay until the transaction ends. */
const holdStates = async (tx: Tx, endpointIds: readonly string[]) => {
  const { rows } = await sql<{ readonly id: string; readonly state: EndpointState }>`
    select id, state from webhook_endpoints where id = any(${endpointIds}::text[]) order by id for share`.execute(
    tx.tables<unknown>(),
  );
  return rows;
};

/** What one step of a replay made. */
export interface ReplayStep {
  /** The endpoints that have something to get. */
  readonly endpointIds: readonly string[];
  /** True where more deliveries are to be made. */
  readonly hasMore: boolean;
}

/**
 * Makes some hundred more deliveries of a replay. How far it is, is locked and moved in the same transaction, so each
 * delivery is made once, whoever makes it. For an endpoint that was disabled meanwhile they end as failed, as everything
 * does that waits for it.
 */
export const stepReplay = async (tx: Tx, replayId: string): Promise<ReplayStep> => {
  const { organisationId, mode } = tx.owner;
  const replay = await tx
    .tables<ReplayTables>()
    .selectFrom('replays')
    .select(['plan', 'position', 'created', 'completed_at'])
    .where('organisation_id', '=', organisationId)
    .where('mode', '=', mode)
    .where('id', '=', replayId)
    .forUpdate()
    .executeTakeFirst();
  if (!replay || replay.completed_at !== null) return { endpointIds: [], hasMore: false };
  const plan = replay.plan as ReplayPlan; // as startReplay wrote it
  const { drafts, position } = await readChunk(tx, replayId, plan, replay.position);
  const endpoints = await holdStates(tx, [...new Set(drafts.map(({ endpointId }) => endpointId))]);
  await makeDeliveries(tx, drafts, replayId);
  for (const { id, state } of endpoints) {
    if (state !== 'enabled') await failPending(tx, id, state === 'deleted' ? 'endpoint_deleted' : 'endpoint_disabled');
  }
  await tx
    .tables<ReplayTables>()
    .updateTable('replays')
    .set({
      position,
      created: replay.created + drafts.length,
      completed_at: position === null ? tx.now : null,
    })
    .where('id', '=', replayId)
    .execute();
  const enabled = endpoints.filter(({ state }) => state === 'enabled');
  return { endpointIds: enabled.map(({ id }) => id), hasMore: position !== null };
};
