import * as launch from '../domains/launch/index.ts';
import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';

interface ApproveLaunch {
  readonly kinds: readonly launch.ApprovalKind[];
  /** Why they are given though launch checks are missing; kept with each. */
  readonly despiteMissing?: string | null;
}

/** Gives an organisation approvals for its launch; with the last one live access opens. Refuses: UNKNOWN_ORGANISATION. */
export const approveLaunch = useCase('launch.approve', async (tx, { kinds, despiteMissing = null }: ApproveLaunch) => {
  const { organisationId } = tx.owner;
  await getOrganisation(tx, organisationId);
  const approved = await launch.approveLaunch(tx, kinds, despiteMissing);
  const data = { state: 'APPROVED' } as const;
  return {
    result: approved,
    subject: approved.added.length > 0 ? organisationId : null,
    event: approved.isOpened ? { type: 'live_access.approved', orderId: null, partnerOrderId: null, data } : null,
  };
});
