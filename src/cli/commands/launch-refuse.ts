import { APPROVAL_KINDS } from '../../domains/launch/index.ts';
import { REMARK_MAX } from '../../kernel/remark.ts';
import { refuseLiveAccess } from '../../use-cases/refuse-live-access.ts';
import { command } from '../command.ts';
import { getOrganisation, organisation } from '../owner.ts';
import { repeated, required } from '../parameters.ts';
import { boundedText, oneOf } from '../read-value.ts';

export const launchRefuse = command({
  name: 'launch refuse',
  say: "refuse an organisation's live access, also one that was approved",
  parameters: {
    kinds: repeated(
      '[approval...]',
      `the approvals that are taken back, all where there is none: ${APPROVAL_KINDS.join(', ')}`,
      oneOf(APPROVAL_KINDS),
    ),
    reason: required('--reason <text>', 'why, as the partner reads it', boundedText(REMARK_MAX)),
    organisation,
  },
  run: async (context, { kinds, reason, ...named }) => {
    const { house } = await context.openHouse();
    const { id, name } = await getOrganisation(house, named.organisation);
    await refuseLiveAccess(house, context.call({ organisationId: id, mode: 'sandbox' }), { kinds, reason });
    return {
      json: { organisationId: id, name, state: 'refused', reason },
      text: () => [`${name} is refused live access: ${reason}`],
      notes: ['Live credentials issued before go on working: suspend the partner to stop its orders, or revoke them.'],
    };
  },
});
