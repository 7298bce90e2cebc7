import { Field, ObjectType } from 'type-graphql';
import type { Mode } from '../../kernel/actor.ts';
import type { LaunchReadiness } from '../../views/launch-readiness.ts';
import { Needs } from '../engine/needs.ts';
import { ApprovalKindEnum, CheckStateEnum, LaunchCheckEnum, LiveAccessStateEnum, ModeEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';

@ObjectType('LiveAccess', { description: 'Whether the organisation may have live credentials.' })
export class LiveAccessType {
  @Field(() => LiveAccessStateEnum, { simple: true, description: 'How it stands.' })
  state!: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Where customers find support, as it was said when it was last asked for.',
  })
  supportPath!: string | null;

  @Field(() => DateTime, { simple: true, nullable: true, description: 'When it was last asked for.' })
  requestedAt!: Date | null;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When the operator last approved or refused it.',
  })
  decidedAt!: Date | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Why it was refused, in words of the operator.' })
  reason!: string | null;
}

@ObjectType('LaunchApproval', { description: "One of the operator's approvals, all of which live access needs." })
export class LaunchApprovalType {
  @Field(() => ApprovalKindEnum, { simple: true, description: 'What is approved.' })
  kind!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether it stands.' })
  approved!: boolean;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When it was given; null where it does not stand.',
  })
  approvedAt!: Date | null;
}

@ObjectType('LaunchCheckResult', {
  description: "One check of the launch, and what the organisation's sandbox traffic shows.",
})
export class LaunchCheckResultType {
  @Field(() => LaunchCheckEnum, { simple: true, description: 'Which one.' })
  check!: string;

  @Field(() => CheckStateEnum, { simple: true, description: 'Whether it was shown.' })
  state!: string;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When it was first seen; null where it was not.',
  })
  seenAt!: Date | null;

  @Needs('orders:read')
  @Field(() => String, {
    simple: true,
    nullable: true,
    description:
      'The public id of what shows it, such as an order or a request of the sandbox. Null where there is none, and for a live credential, which sees nothing of the sandbox.',
  })
  evidence!: string | null;

  @Field(() => String, { simple: true, description: 'How it is shown.' })
  say!: string;
}

@ObjectType('LaunchReadiness', { description: 'Everything between the organisation and its first live order.' })
export class LaunchReadinessType {
  @Field(() => ModeEnum, {
    simple: true,
    description: 'The mode of the calling credential. The checks speak of the sandbox.',
  })
  mode!: string;

  @Field(() => LiveAccessType, { simple: true, description: 'How live access stands.' })
  liveAccess!: LiveAccessType;

  @Field(() => [LaunchApprovalType], { simple: true, description: "The operator's approvals, given or not." })
  approvals!: readonly LaunchApprovalType[];

  @Field(() => [LaunchCheckResultType], { simple: true, description: 'All checks.' })
  checks!: readonly LaunchCheckResultType[];

  @Field(() => Boolean, {
    simple: true,
    description: 'True where no check is MISSING, so that live access can be requested.',
  })
  isComplete!: boolean;
}

/** Readiness as the API shows it to a credential of a mode. */
export const toLaunchReadiness = (
  { liveAccess, approvals, checks, isComplete }: LaunchReadiness,
  mode: Mode,
): LaunchReadinessType => ({
  mode,
  liveAccess,
  approvals: approvals.map(({ kind, approvedAt }) => ({ kind, approved: approvedAt !== null, approvedAt })),
  checks: checks.map((check) => ({ ...check, evidence: mode === 'sandbox' ? check.evidence : null })),
  isComplete,
});
