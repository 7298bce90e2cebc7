export {
  CHECK_STATES,
  type CheckResult,
  checkLaunch,
  EVIDENCE_KINDS,
  type EvidenceKind,
  LAUNCH_CHECK_NAMES,
  LAUNCH_CHECKS,
  type LaunchCheck,
  missingChecks,
  shownChecks,
  sightingsOf,
} from './checks.ts';
export { listEvidence, recordEvidence } from './evidence.ts';
export { LaunchApprovalEntity, LaunchEvidenceEntity, LiveAccessEntity } from './launch.entity.ts';
export { APPROVAL_KINDS, type ApprovalKind, LIVE_ACCESS_STATES, type LiveAccessState } from './launch.states.ts';
export {
  approveLaunch,
  assertLiveApproved,
  findLiveAccess,
  type LiveAccessRequest,
  listLaunchApprovals,
  refuseLiveAccess,
  requestLiveAccess,
} from './live-access.ts';
