import { LockMode } from '@mikro-orm/core';
import type { Kysely } from 'kysely';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import { canMove } from '../../kernel/state-machine.ts';
import { actorIdOf } from '../../records/activity/index.ts';
import { type LaunchApprovalEntity, type LiveAccess, LiveAccessEntity } from './launch.entity.ts';
import { APPROVAL_KINDS, type ApprovalKind, LIVE_ACCESS_TRANSITIONS, type LiveAccessState } from './launch.states.ts';

export type LaunchTables = TablesOf<typeof LiveAccessEntity | typeof LaunchApprovalEntity>;

/** What a partner says of itself when it asks for live access. */
export interface LiveAccessRequest {
  readonly supportPath: string;
  readonly note: string | null;
}

/** Locks an organisation's way to live access, so that what is decided of it is decided one after the other. */
const lockLiveAccess = async (tx: Tx): Promise<LiveAccess> => {
  const { organisationId } = tx.owner;
  await tx
    .tables<LaunchTables>()
    .insertInto('live_access')
    .values({ organisation_id: organisationId, state: 'none' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx.em.findOneOrFail(LiveAccessEntity, { organisationId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
};

/** Whether a request that waits says what is asked for now. */
const isSame = (access: LiveAccess, { supportPath, note }: LiveAccessRequest): boolean =>
  access.supportPath === supportPath && access.note === note;

/** Takes the approval of a support path back: it was given for another one. */
const withdrawSupportPath = (tx: Tx) =>
  tx
    .tables<LaunchTables>()
    .deleteFrom('launch_approvals')
    .where('organisation_id', '=', tx.owner.organisationId)
    .where('kind', '=', 'support_path')
    .execute();

/**
 * Asks for live access, or says of a request that waits another support path or note, the former without its approval.
 * Gives whether anything changed: an approved access stays as it is.
 */
export const requestLiveAccess = async (tx: Tx, request: LiveAccessRequest): Promise<boolean> => {
  const { supportPath, note } = request;
  const access = await lockLiveAccess(tx);
  const isWaiting = access.state === 'requested';
  if (isWaiting ? isSame(access, request) : !canMove(LIVE_ACCESS_TRANSITIONS, access.state, 'requested')) return false;
  if (isWaiting && access.supportPath !== supportPath) await withdrawSupportPath(tx);
  access.state = 'requested';
  access.supportPath = supportPath;
  access.note = note;
  access.requestedAt = tx.realNow;
  access.requestedBy = actorIdOf(tx.actor);
  access.decidedAt = null;
  access.decidedBy = null;
  access.reason = null;
  return true;
};

const decide = (tx: Tx, access: LiveAccess, state: LiveAccessState, reason: string | null): void => {
  access.state = state;
  access.decidedAt = tx.realNow;
  access.decidedBy = actorIdOf(tx.actor);
  access.reason = reason;
};

/** What an approval changed: those that are new, and how live access stands with them. */
export interface ApprovedLaunch {
  readonly added: readonly ApprovalKind[];
  readonly state: LiveAccessState;
  /** True where these opened live access. */
  readonly isOpened: boolean;
}

/** Gives approvals, with the reason where checks are missing; those that stand keep their moment. With the last of them live access is approved. */
export const approveLaunch = async (
  tx: Tx,
  kinds: readonly ApprovalKind[],
  despiteMissing: string | null,
): Promise<ApprovedLaunch> => {
  const { organisationId } = tx.owner;
  const access = await lockLiveAccess(tx);
  const standing = new Set((await listLaunchApprovals(tx.tables(), organisationId)).map(({ kind }) => kind));
  const added = APPROVAL_KINDS.filter((kind) => kinds.includes(kind) && !standing.has(kind));
  const row = {
    organisation_id: organisationId,
    approved_at: tx.realNow,
    approved_by: actorIdOf(tx.actor),
    despite_missing: despiteMissing,
  };
  if (added.length > 0) {
    const rows = added.map((kind) => ({ ...row, kind }));
    await tx.tables<LaunchTables>().insertInto('launch_approvals').values(rows).execute();
  }
  const isOpened = added.length > 0 && standing.size + added.length === APPROVAL_KINDS.length;
  if (isOpened) decide(tx, access, 'approved', null);
  return { added, state: access.state, isOpened };
};

/**
 * Refuses live access with the reason that the partner reads, and takes back the approvals named, all where none is.
 * Credentials issued before stay. Refuses: LIVE_ACCESS_NOT_REQUESTED where there is neither a request nor an approval.
 */
export const refuseLiveAccess = async (tx: Tx, kinds: readonly ApprovalKind[], reason: string): Promise<void> => {
  const access = await lockLiveAccess(tx);
  if (!canMove(LIVE_ACCESS_TRANSITIONS, access.state, 'refused')) throw new Fault('LIVE_ACCESS_NOT_REQUESTED');
  await tx
    .tables<LaunchTables>()
    .deleteFrom('launch_approvals')
    .where('organisation_id', '=', tx.owner.organisationId)
    .where('kind', 'in', kinds.length > 0 ? kinds : APPROVAL_KINDS)
    .execute();
  decide(tx, access, 'refused', reason);
};

/** How an organisation's live access stands; null where nothing was asked or approved yet. */
export const findLiveAccess = async (tables: Kysely<LaunchTables>, organisationId: string) =>
  (await tables
    .selectFrom('live_access')
    .select([
      'state',
      'support_path as supportPath',
      'note',
      'requested_at as requestedAt',
      'requested_by as requestedBy',
      'decided_at as decidedAt',
      'decided_by as decidedBy',
      'reason',
    ])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()) ?? null;

/** An organisation's approvals as they stand. */
export const listLaunchApprovals = (tables: Kysely<LaunchTables>, organisationId: string) =>
  tables
    .selectFrom('launch_approvals')
    .select(['kind', 'approved_at as approvedAt', 'approved_by as approvedBy', 'despite_missing as despiteMissing'])
    .where('organisation_id', '=', organisationId)
    .orderBy('approved_at')
    .execute();

/** Holds live access as it stands until the change is done. Refuses: LIVE_NOT_APPROVED, naming what is not approved. */
export const assertLiveApproved = async (tx: Tx): Promise<void> => {
  const tables = tx.tables<LaunchTables>();
  const { organisationId } = tx.owner;
  const access = await tables
    .selectFrom('live_access')
    .select('state')
    .where('organisation_id', '=', organisationId)
    .forShare()
    .executeTakeFirst();
  if (access?.state === 'approved') return;
  const standing = (await listLaunchApprovals(tables, organisationId)).map(({ kind }) => kind);
  throw new Fault('LIVE_NOT_APPROVED', { missing: APPROVAL_KINDS.filter((kind) => !standing.includes(kind)) });
};
