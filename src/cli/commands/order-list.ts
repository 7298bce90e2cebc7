import { OPEN_ORDER_STATES, ORDER_STATES } from '../../domains/orders/index.ts';
import { MODES } from '../../kernel/actor.ts';
import { listOrdersOfAll } from '../../views/listed-orders.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOrganisation, ORGANISATION_NAME_MAX } from '../owner.ts';
import { defaulting, flag, optional } from '../parameters.ts';
import { boundedText, list, oneOf, wholeNumber } from '../read-value.ts';

const LIMIT_MAX = 10_000;

export const orderList = command({
  name: 'order list',
  say: 'list the orders that are not settled yet, the oldest first',
  parameters: {
    statuses: defaulting(
      '--status <states>',
      `those in these states, with commas between: ${ORDER_STATES.join(', ')}; settled ones the newest first`,
      list(oneOf(ORDER_STATES)),
      OPEN_ORDER_STATES.join(','),
    ),
    isLate: flag('--late', 'only those that are not ready after the moment by which they were to be'),
    organisation: optional(
      '--organisation <id-or-name>',
      'one organisation alone, by its id or its exact name',
      boundedText(ORGANISATION_NAME_MAX),
    ),
    mode: optional('--mode <mode>', 'one mode alone, sandbox or live', oneOf(MODES)),
    limit: defaulting('--limit <count>', 'how many at most', wholeNumber(1, LIMIT_MAX), '200'),
  },
  run: async (context, { organisation, ...filter }) => {
    const { house } = await context.openHouse();
    const organisationId = organisation === null ? null : (await getOrganisation(house, organisation)).id;
    const orders = await listOrdersOfAll(house, { organisationId, ...filter });
    return {
      json: orders,
      text: () =>
        table(
          ['ID', 'STATUS', 'REASON', 'ORGANISATION', 'MODE', 'PARTNER ORDER', 'PACKAGE', 'PLACED', 'READY BY', 'LATE'],
          orders.map((one) => [
            one.id,
            one.status,
            one.statusReason,
            one.organisation,
            one.mode,
            one.partnerOrderId,
            one.packageId,
            moment(one.createdAt),
            moment(one.expectedReadyBy),
            one.isLate ? 'late' : null,
          ]),
        ),
    };
  },
});
