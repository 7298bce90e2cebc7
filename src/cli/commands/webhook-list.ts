import { listEndpoints, type WebhookEndpoint } from '../../domains/webhooks/index.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOwner, ownerParameters } from '../owner.ts';

const jsonOf = ({ firstSequence, ...endpoint }: WebhookEndpoint) => ({
  ...endpoint,
  firstSequence: Number(firstSequence),
});

export const webhookList = command({
  name: 'webhook list',
  say: "list an organisation's webhook endpoints, oldest first; of their secrets nothing",
  parameters: ownerParameters,
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { owner } = await getOwner(house, named);
    const endpoints = await listEndpoints(house.database.tables(), owner);
    return {
      json: endpoints.map(jsonOf),
      text: () =>
        table(
          ['ID', 'STATE', 'WHY', 'SINCE', 'FAILING SINCE', 'EVENTS', 'SIGNATURE', 'SHAPED', 'URL'],
          endpoints.map((one) => [
            one.id,
            one.state,
            one.disabledReason,
            moment(one.disabledAt ?? one.createdAt),
            moment(one.failingSince),
            one.eventTypes.join(','),
            one.signature,
            one.query === null ? null : 'yes',
            one.url,
          ]),
        ),
    };
  },
});
