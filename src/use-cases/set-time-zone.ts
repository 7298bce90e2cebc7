import { getOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';

interface SetTimeZone {
  readonly organisationId: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

/** Has the months of an organisation's invoices be those of another time zone, from the next one on. Refuses: UNKNOWN_ORGANISATION. */
export const setTimeZone = useCase(
  'organisation.set_time_zone',
  async (tx, { organisationId, timeZone }: SetTimeZone) => {
    const organisation = await getOrganisation(tx, organisationId);
    organisation.timeZone = timeZone;
    return { result: organisation.id, subject: organisation.id, event: null };
  },
);
