import * as catalogue from '../domains/catalogue/index.ts';
import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';

/** Lets the owner sell packages, each at the list price or its own. Gives how many. Refuses: UNKNOWN_ORGANISATION. */
export const approvePackages = useCase('catalogue.approve', async (tx, approvals: readonly catalogue.Approval[]) => {
  await getOrganisation(tx, tx.owner.organisationId);
  await catalogue.approvePackages(tx, approvals);
  return { result: approvals.length, subject: tx.owner.organisationId, event: null };
});
