import { closeMonths } from '../../use-cases/close-months.ts';
import { command } from '../command.ts';
import { explainError } from '../explain-error.ts';
import { counted } from '../layout.ts';
import { getOrganisation, ORGANISATION_NAME_MAX } from '../owner.ts';
import { optional } from '../parameters.ts';
import { boundedText } from '../read-value.ts';

export const invoiceCloseMonth = command({
  name: 'invoice close-month',
  say: 'issue the invoices of all months that are over; the worker does it by itself every ten minutes',
  parameters: {
    organisation: optional(
      '--organisation <id-or-name>',
      "one organisation's months; all where it is left out",
      boundedText(ORGANISATION_NAME_MAX),
    ),
  },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const organisationId = named.organisation === null ? null : (await getOrganisation(house, named.organisation)).id;
    const closing = closeMonths(house, { actor: { kind: 'operator', name: context.operator }, organisationId });
    const { issued, skipped, failed } = await context.telling('Closing months', closing);
    const failures = failed.map(({ draft, error }) => ({ ...draft, reason: explainError(error).say }));
    return {
      json: { issued, skipped, failed: failures },
      text: () => [
        ...issued,
        `Issued ${counted(issued.length, 'invoice', 'invoices')}; ${counted(skipped, 'empty month was', 'empty months were')} skipped.`,
        ...failures.map(({ id, reason }) => `${id} was not issued: ${reason}`),
      ],
      isFailure: failures.length > 0,
    };
  },
});
