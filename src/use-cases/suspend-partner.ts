import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';

/** Suspends an organisation: orders are refused from the next one on, reading goes on. Refuses: UNKNOWN_ORGANISATION. */
export const suspendPartner = useCase(
  'organisation.suspend',
  async (tx, input: { readonly organisationId: string }) => {
    const organisation = await getOrganisation(tx, input.organisationId);
    organisation.state = 'suspended';
    return { result: organisation.id, subject: organisation.id, event: null };
  },
);
