import type { LaunchReadiness } from '../../views/launch-readiness.ts';
import { readLaunchReadiness } from '../../views/launch-readiness.ts';
import { command } from '../command.ts';
import { facts, moment, table } from '../layout.ts';
import { getOrganisation, organisation } from '../owner.ts';

/** Why approvals were given though checks were missing, each reason once. */
const despiteLines = (approvals: LaunchReadiness['approvals']) =>
  [...new Set(approvals.map(({ despiteMissing }) => despiteMissing))]
    .filter((reason) => reason !== null)
    .map((reason) => ['approved despite', reason] as const);

const textOf = (name: string, { liveAccess, approvals, checks }: LaunchReadiness): readonly string[] => [
  ...facts([
    ['organisation', name],
    ['live access', liveAccess.state],
    ['requested', [moment(liveAccess.requestedAt), liveAccess.requestedBy].filter(Boolean).join(' by ') || null],
    ['support path', liveAccess.supportPath],
    ['note', liveAccess.note],
    ['decided', [moment(liveAccess.decidedAt), liveAccess.decidedBy].filter(Boolean).join(' by ') || null],
    ['reason', liveAccess.reason],
    ...despiteLines(approvals),
  ]),
  '',
  ...table(
    ['APPROVAL', 'APPROVED', 'BY'],
    approvals.map(({ kind, approvedAt, approvedBy }) => [kind, moment(approvedAt), approvedBy]),
  ),
  '',
  ...table(
    ['CHECK', 'STATE', 'FIRST SEEN', 'EVIDENCE'],
    checks.map(({ check, state, seenAt, evidence }) => [check, state, moment(seenAt), evidence]),
  ),
];

export const launchShow = command({
  name: 'launch show',
  say: 'show what an organisation has shown in the sandbox, what is approved, and how live access stands',
  parameters: { organisation },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { id, name } = await getOrganisation(house, named.organisation);
    const readiness = await readLaunchReadiness(house, id);
    return { json: { organisationId: id, name, ...readiness }, text: () => textOf(name, readiness) };
  },
});
