import { findApprovedVersion } from '../domains/catalogue/index.ts';
import {
  APPROVAL_KINDS,
  type ApprovalKind,
  type CheckResult,
  checkLaunch,
  findLiveAccess,
  type LiveAccessState,
  listEvidence,
  listLaunchApprovals,
  missingChecks,
  sightingsOf,
} from '../domains/launch/index.ts';
import { findFirstOrder } from '../domains/orders/index.ts';
import { findFirstWebhooks } from '../domains/webhooks/index.ts';
import type { House } from '../door/use-case.ts';

/** One of the operator's approvals, given or not. */
export interface LaunchApproval {
  readonly kind: ApprovalKind;
  readonly approvedAt: Date | null;
  /** Whoever of the operator's staff gave it. */
  readonly approvedBy: string | null;
  /** Why it was given though launch checks were missing. */
  readonly despiteMissing: string | null;
}

/** How live access stands, with what was asked and decided. */
export interface LiveAccess {
  readonly state: LiveAccessState;
  readonly supportPath: string | null;
  readonly note: string | null;
  readonly requestedAt: Date | null;
  readonly requestedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

/** Everything between an organisation and its first live order. */
export interface LaunchReadiness {
  readonly liveAccess: LiveAccess;
  readonly approvals: readonly LaunchApproval[];
  readonly checks: readonly CheckResult[];
  /** True where no check is missing, so that live access can be asked for. */
  readonly isComplete: boolean;
}

const NOTHING_ASKED: LiveAccess = {
  state: 'none',
  supportPath: null,
  note: null,
  requestedAt: null,
  requestedBy: null,
  decidedAt: null,
  decidedBy: null,
  reason: null,
};

/** What an organisation's sandbox traffic shows and the operator has decided. The evidence names rows of the sandbox alone. */
export const readLaunchReadiness = async (
  { database, clock }: House,
  organisationId: string,
): Promise<LaunchReadiness> => {
  const sandbox = { organisationId, mode: 'sandbox' } as const;
  const [version, order, webhooks, evidence, liveAccess, approvals] = await Promise.all([
    findApprovedVersion(database.tables(), sandbox, clock.now()),
    findFirstOrder(database.tables(), sandbox),
    findFirstWebhooks(database.tables(), sandbox),
    listEvidence(database.tables(), sandbox),
    findLiveAccess(database.tables(), organisationId),
    listLaunchApprovals(database.tables(), organisationId),
  ]);
  const checks = checkLaunch(sightingsOf({ version, order, webhooks, evidence }));
  return {
    liveAccess: liveAccess ?? NOTHING_ASKED,
    approvals: APPROVAL_KINDS.map((kind) => {
      const given = approvals.find((one) => one.kind === kind);
      const { approvedAt = null, approvedBy = null, despiteMissing = null } = given ?? {};
      return { kind, approvedAt, approvedBy, despiteMissing };
    }),
    checks,
    isComplete: missingChecks(checks).length === 0,
  };
};
