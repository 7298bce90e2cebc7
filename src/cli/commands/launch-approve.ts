import { APPROVAL_KINDS, type ApprovalKind } from '../../domains/launch/index.ts';
import { badInput } from '../../kernel/fault.ts';
import { approveLaunch } from '../../use-cases/approve-launch.ts';
import { type LaunchReadiness, readLaunchReadiness } from '../../views/launch-readiness.ts';
import { command } from '../command.ts';
import { counted } from '../layout.ts';
import { getOrganisation, organisation } from '../owner.ts';
import { flag, optional, repeated } from '../parameters.ts';
import { boundedText, oneOf } from '../read-value.ts';
import { Refusal } from '../refusal.ts';

const REASON_MAX = 500;

const chosenKinds = (kinds: readonly ApprovalKind[], isAll: boolean): readonly ApprovalKind[] => {
  if (kinds.length > 0 === isAll) {
    throw badInput({
      field: '[approval...]',
      bound: `some of ${APPROVAL_KINDS.join(', ')}; --all in their place gives all`,
    });
  }
  return isAll ? APPROVAL_KINDS : kinds;
};

/** Refuses to open live access to a partner whose sandbox traffic does not show all checks, unless a reason is given. */
const assertShown = ({ approvals, checks }: LaunchReadiness, chosen: readonly ApprovalKind[]): void => {
  const missing = checks.filter(({ state }) => state === 'missing');
  const isOpening = approvals.every(({ kind, approvedAt }) => approvedAt !== null || chosen.includes(kind));
  if (missing.length === 0 || !isOpening) return;
  throw new Refusal(
    `The sandbox traffic does not show ${missing.length} of ${checks.length} checks yet: ${missing.map(({ check }) => check).join(', ')}. To open live access all the same, say why with --despite-missing "…".`,
  );
};

export const launchApprove = command({
  name: 'launch approve',
  say: 'give an organisation approvals for its launch; all four open live access',
  parameters: {
    kinds: repeated('[approval...]', `what is approved: ${APPROVAL_KINDS.join(', ')}`, oneOf(APPROVAL_KINDS)),
    isAll: flag('--all', 'give all four'),
    despiteMissing: optional(
      '--despite-missing <reason>',
      'open live access though launch checks are missing; the reason is kept with the approvals',
      boundedText(REASON_MAX),
    ),
    organisation,
  },
  run: async (context, { kinds, isAll, despiteMissing, ...named }) => {
    const chosen = chosenKinds(kinds, isAll);
    const { house } = await context.openHouse();
    const { id, name } = await getOrganisation(house, named.organisation);
    if (despiteMissing === null) assertShown(await readLaunchReadiness(house, id), chosen);
    const call = context.call({ organisationId: id, mode: 'sandbox' });
    const { added, state } = await approveLaunch(house, call, { kinds: chosen, despiteMissing });
    const { approvals, checks } = await readLaunchReadiness(house, id);
    const open = approvals.filter(({ approvedAt }) => approvedAt === null).map(({ kind }) => kind);
    const unseen = checks.filter((check) => check.state === 'missing').map(({ check }) => check);
    return {
      json: { organisationId: id, name, added, state, missing: open },
      text: () => [
        `${counted(added.length, 'new approval')} for ${name}; live access: ${state}.`,
        ...(open.length > 0 ? [`Not approved yet: ${open.join(', ')}.`] : []),
      ],
      notes: unseen.length > 0 ? [`The sandbox traffic does not show yet: ${unseen.join(', ')}.`] : [],
    };
  },
});
