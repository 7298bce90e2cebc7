import { suspendPartner } from '../../use-cases/suspend-partner.ts';
import { command } from '../command.ts';
import { getOrganisation, organisation } from '../owner.ts';

export const partnerSuspend = command({
  name: 'partner suspend',
  say: "refuse an organisation's orders from now on; it can go on reading",
  parameters: { organisation },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { id, name } = await getOrganisation(house, named.organisation);
    await suspendPartner(house, context.call(), { organisationId: id });
    return {
      json: { id, name, state: 'suspended' },
      text: () => [`${name} is suspended: its orders are refused from now on.`],
    };
  },
});
