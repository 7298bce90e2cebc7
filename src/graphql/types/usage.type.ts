import { Field, Int, ObjectType } from 'type-graphql';
import { REPORT_INTERVAL_MINUTES, REPORTS_MISSING_MAX, type Usage } from '../../domains/esims/index.ts';
import { UsageStatusEnum } from '../enums.ts';
import { DateTime } from '../scalars.ts';

@ObjectType('Usage', {
  description: `What was used of an eSIM, as the latest report has it: it trails the device, so read it together with \`observedAt\`. An installed eSIM reports every ${REPORT_INTERVAL_MINUTES} minutes, until it expires or nothing is left.`,
})
export class UsageType implements Usage {
  @Field(() => Int, { simple: true, description: 'Data that it carries, in megabytes (1 GB = 1024).' })
  dataMbTotal!: number;

  @Field(() => Int, {
    simple: true,
    description: 'Data used, in megabytes, as it was reported: it can be more than the eSIM carries.',
  })
  dataMbUsed!: number;

  @Field(() => Int, { simple: true, description: 'Data left, in megabytes; never below 0.' })
  dataMbRemaining!: number;

  @Field(() => Int, { simple: true, description: 'Percentage used, 0 to 100, rounded down: 100 when nothing is left.' })
  usagePercent!: number;

  @Field(() => UsageStatusEnum, { simple: true, description: 'What that means.' })
  status!: Usage['status'];

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When the latest report was measured; null before the first one.',
  })
  observedAt!: Date | null;

  @Field(() => Boolean, {
    simple: true,
    description: `Whether ${REPORTS_MISSING_MAX} reports or more that were due are missing: the device may have used much more.`,
  })
  isStale!: boolean;

  @Field(() => DateTime, {
    simple: true,
    nullable: true,
    description: 'When the next report is due, in the past where it is late; null where none is expected.',
  })
  nextReportExpectedAt!: Date | null;
}
