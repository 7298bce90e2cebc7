import { listDisputes } from '../../views/disputes.ts';
import { command } from '../command.ts';
import { disputeJson } from '../dispute-report.ts';
import { moment, table } from '../layout.ts';
import { getOrganisation, ORGANISATION_NAME_MAX } from '../owner.ts';
import { defaulting, flag, optional } from '../parameters.ts';
import { boundedText, wholeNumber } from '../read-value.ts';

const LIMIT_MAX = 10_000;

export const disputeList = command({
  name: 'dispute list',
  say: 'list the disputes that are to be decided, the oldest first',
  parameters: {
    organisation: optional(
      '--organisation <id-or-name>',
      'one organisation alone, by its id or its exact name',
      boundedText(ORGANISATION_NAME_MAX),
    ),
    isAll: flag('--all', 'those that are over too, the newest first'),
    limit: defaulting('--limit <count>', 'how many at most', wholeNumber(1, LIMIT_MAX), '200'),
  },
  run: async (context, { organisation, isAll, limit }) => {
    const { house } = await context.openHouse();
    const organisationId = organisation === null ? null : (await getOrganisation(house, organisation)).id;
    const disputes = (await listDisputes(house, { organisationId, isAll, limit })).map((one) => disputeJson(one));
    return {
      json: disputes,
      text: () =>
        table(
          ['ID', 'STATUS', 'ORGANISATION', 'MODE', 'INVOICE', 'LINES', 'AMOUNT', 'REASON', 'OPENED', 'NOTE'],
          disputes.map((one) => [
            one.id,
            one.status,
            one.organisation,
            one.mode,
            one.invoiceNumber,
            String(one.lineCount),
            `${one.amount} ${one.currency}`,
            one.reason,
            moment(one.openedAt),
            one.answer ?? one.note,
          ]),
        ),
    };
  },
});
