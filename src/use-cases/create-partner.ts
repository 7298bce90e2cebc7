import { openBook } from '../domains/ledger/index.ts';
import { createOrganisation } from '../domains/partners/index.ts';
import { useCase } from '../door/use-case.ts';
import { MODES } from '../kernel/actor.ts';
import type { Currency } from '../kernel/money.ts';

interface CreatePartner {
  readonly name: string;
  readonly currency: Currency;
  /** ISO 3166-1 alpha-2 codes. */
  readonly excludedMarkets: readonly string[];
}

/** Creates an organisation with an empty wallet in each mode, and gives its id. Refuses: ORGANISATION_NAME_TAKEN. */
export const createPartner = useCase('organisation.create', async (tx, input: CreatePartner) => {
  const organisationId = createOrganisation(tx, input);
  for (const mode of MODES) openBook(tx, { organisationId, mode }, input.currency);
  return { result: organisationId, subject: organisationId, event: null };
});
