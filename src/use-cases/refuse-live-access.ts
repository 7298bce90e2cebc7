import * as launch from '../domains/launch/index.ts';
import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';
import { assertRemark } from '../kernel/remark.ts';

interface RefuseLiveAccess {
  /** The approvals that are taken back; all where there is none. */
  readonly kinds: readonly launch.ApprovalKind[];
  /** Why, as the partner reads it, a remark. */
  readonly reason: string;
}

/** Refuses an organisation's live access, also one that was approved. Refuses: UNKNOWN_ORGANISATION, LIVE_ACCESS_NOT_REQUESTED, BAD_USER_INPUT. */
export const refuseLiveAccess = useCase('launch.refuse', async (tx, { kinds, reason }: RefuseLiveAccess) => {
  assertRemark(reason, 'reason');
  const { organisationId } = tx.owner;
  await getOrganisation(tx, organisationId);
  await launch.refuseLiveAccess(tx, kinds, reason);
  const data = { state: 'REFUSED', reason } as const;
  return {
    result: organisationId,
    subject: organisationId,
    event: { type: 'live_access.refused', orderId: null, partnerOrderId: null, data },
  };
});
