import * as launch from '../domains/launch/index.ts';
import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';

/** Gives an organisation approvals for its launch; with the last one live access opens. Refuses: UNKNOWN_ORGANISATION. */
export const approveLaunch = useCase(
  'launch.approve',
  async (tx, input: { readonly kinds: readonly launch.ApprovalKind[] }) => {
    const { organisationId } = tx.owner;
    await getOrganisation(tx, organisationId);
    const approved = await launch.approveLaunch(tx, input.kinds);
    const data = { state: 'APPROVED' } as const;
    return {
      result: approved,
      subject: approved.added.length > 0 ? organisationId : null,
      event: approved.isOpened ? { type: 'live_access.approved', orderId: null, partnerOrderId: null, data } : null,
    };
  },
);
