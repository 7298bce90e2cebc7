import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { moment, ownerColumns } from '../../db/columns.ts';
import { MODES } from '../../kernel/actor.ts';
import { APPROVAL_KINDS, LIVE_ACCESS_STATES } from './launch.states.ts';

/** How far an organisation is on its way to live access: what it asked for, and what was decided. */
export const LiveAccessEntity = defineEntity({
  name: 'LiveAccess',
  tableName: 'live_access',
  properties: {
    organisationId: p.text().primary(),
    state: p.enum(LIVE_ACCESS_STATES),
    supportPath: p.text().nullable(),
    note: p.text().nullable(),
    requestedAt: moment().nullable(),
    requestedBy: p.text().nullable(),
    decidedAt: moment().nullable(),
    decidedBy: p.text().nullable(),
    reason: p.text().nullable(),
  },
});

export type LiveAccess = InferEntity<typeof LiveAccessEntity>;

/** One of the operator's approvals, as it stands. */
export const LaunchApprovalEntity = defineEntity({
  name: 'LaunchApproval',
  tableName: 'launch_approvals',
  properties: {
    organisationId: p.text().primary(),
    kind: p.enum(APPROVAL_KINDS).primary(),
    approvedAt: moment(),
    approvedBy: p.text(),
    /** Why it was given though launch checks were missing; null where none was. */
    despiteMissing: p.text().nullable(),
  },
});

/** That a kind of traffic was seen from an owner, the first time that it was. */
export const LaunchEvidenceEntity = defineEntity({
  name: 'LaunchEvidence',
  tableName: 'launch_evidence',
  properties: {
    organisationId: ownerColumns.organisationId.primary(),
    mode: p.enum(MODES).primary(),
    kind: p.text().primary(),
    reference: p.text(),
    firstSeenAt: moment(),
  },
});
