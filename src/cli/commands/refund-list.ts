import { type Currency, formatMinor } from '../../kernel/money.ts';
import { listRefunds } from '../../views/refunds.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOrganisation, ORGANISATION_NAME_MAX } from '../owner.ts';
import { defaulting, flag, optional } from '../parameters.ts';
import { boundedText, wholeNumber } from '../read-value.ts';

const LIMIT_MAX = 10_000;

export const refundList = command({
  name: 'refund list',
  say: 'list the refunds that are to be decided or booked, the oldest first',
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
    const found = await listRefunds(house, { organisationId, isAll, limit });
    const refunds = found.map(({ amountMinor, ...refund }) => ({
      ...refund,
      amount: formatMinor(amountMinor, refund.currency as Currency), // the currency of the order's price
    }));
    return {
      json: refunds,
      text: () =>
        table(
          ['ID', 'STATUS', 'ORGANISATION', 'MODE', 'ORDER', 'AMOUNT', 'REASON', 'ESIM', 'REQUESTED', 'NOTE'],
          refunds.map((one) => [
            one.id,
            one.status,
            one.organisation,
            one.mode,
            one.orderId,
            `${one.amount} ${one.currency}`,
            one.reason,
            one.esimStatus,
            moment(one.requestedAt),
            one.rejection ?? one.note,
          ]),
        ),
    };
  },
});
