import { resumePartner } from '../../use-cases/resume-partner.ts';
import { command } from '../command.ts';
import { getOrganisation, organisation } from '../owner.ts';

export const partnerResume = command({
  name: 'partner resume',
  say: 'let a suspended organisation order again',
  parameters: { organisation },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { id, name } = await getOrganisation(house, named.organisation);
    await resumePartner(house, context.call(), { organisationId: id });
    return { json: { id, name, state: 'active' }, text: () => [`${name} is active: it can order again.`] };
  },
});
