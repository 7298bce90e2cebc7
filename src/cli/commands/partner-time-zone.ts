import { setTimeZone } from '../../use-cases/set-time-zone.ts';
import { command } from '../command.ts';
import { getOrganisation, organisation } from '../owner.ts';
import { required } from '../parameters.ts';
import { timeZone } from '../read-value.ts';

export const partnerTimeZone = command({
  name: 'partner time-zone',
  say: "set the time zone of an organisation's invoices, from the next month on",
  parameters: { organisation, timeZone: required('--time-zone <zone>', 'such as Europe/Berlin', timeZone) },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { id, name } = await getOrganisation(house, named.organisation);
    await setTimeZone(house, context.call(), { organisationId: id, timeZone: named.timeZone });
    return {
      json: { id, name, timeZone: named.timeZone },
      text: () => [`From the next month on, the invoices of ${name} are of months in ${named.timeZone}.`],
    };
  },
});
