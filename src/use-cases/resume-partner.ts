import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';

/** Lets a suspended organisation order again. Refuses: UNKNOWN_ORGANISATION. */
export const resumePartner = useCase('organisation.resume', async (tx, input: { readonly organisationId: string }) => {
  const organisation = await getOrganisation(tx, input.organisationId);
  organisation.state = 'active';
  return { result: organisation.id, subject: organisation.id, event: null };
});
