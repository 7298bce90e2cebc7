import { createOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';
import { MODES } from '../kernel/actor.ts';
import type { Currency } from '../kernel/money.ts';
import { openWalletOf } from './open-wallet.ts';

interface CreatePartner {
  readonly name: string;
  readonly currency: Currency;
  /** ISO 3166-1 alpha-2 codes. */
  readonly excludedMarkets: readonly string[];
  /** IANA name of the zone of its invoices' months, such as `Europe/Berlin`. */
  readonly timeZone?: string;
}

/** Creates an organisation with an empty wallet in each mode, and gives its id. Refuses: ORGANISATION_NAME_TAKEN. */
export const createPartner = useCase(
  'organisation.create',
  async (tx, { timeZone = 'UTC', ...input }: CreatePartner) => {
    const organisationId = createOrganisation(tx, { ...input, timeZone });
    for (const mode of MODES) await openWalletOf(tx, { organisationId, mode }, input.currency, timeZone);
    return { result: organisationId, subject: organisationId, event: null };
  },
);
