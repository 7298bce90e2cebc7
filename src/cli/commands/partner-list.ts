import { listOrganisations } from '../../domains/partners/index.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';

export const partnerList = command({
  name: 'partner list',
  say: 'list all organisations, oldest first',
  parameters: {},
  run: async (context) => {
    const { house } = await context.openHouse();
    const organisations = await listOrganisations(house.database.tables());
    return {
      json: organisations,
      text: () =>
        table(
          ['ID', 'NAME', 'STATE', 'CURRENCY', 'EXCLUDED MARKETS', 'CREATED'],
          organisations.map((one) => [
            one.id,
            one.name,
            one.state,
            one.currency,
            one.excludedMarkets.join(',') || null,
            moment(one.createdAt),
          ]),
        ),
    };
  },
});
