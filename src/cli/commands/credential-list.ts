import { type Credential, listCredentials } from '../../domains/credentials/index.ts';
import { MODES } from '../../kernel/actor.ts';
import { command } from '../command.ts';
import { moment, table } from '../layout.ts';
import { getOrganisation, organisation } from '../owner.ts';
import { optional } from '../parameters.ts';
import { oneOf } from '../read-value.ts';

/** When a credential stops working by itself; null where it does not. */
const endOf = ({ expiresAt, overlapEndsAt }: Credential): Date | null =>
  [expiresAt, overlapEndsAt].filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;

export const credentialList = command({
  name: 'credential list',
  say: "list an organisation's credentials, oldest first; of their secrets nothing",
  parameters: { organisation, mode: optional('--mode <mode>', 'one mode alone, sandbox or live', oneOf(MODES)) },
  run: async (context, named) => {
    const { house } = await context.openHouse();
    const { id } = await getOrganisation(house, named.organisation);
    const all = await listCredentials(house.database.tables(), id, house.clock.now());
    const credentials = all.filter(({ mode }) => named.mode === null || mode === named.mode);
    return {
      json: credentials,
      text: () =>
        table(
          ['ID', 'NAME', 'MODE', 'STATE', 'ENDS', 'LAST USED', 'FROM', 'EXPOSED', 'SCOPES'],
          credentials.map((one) => [
            one.id,
            one.name,
            one.mode,
            one.state,
            moment(endOf(one)),
            moment(one.lastUsedAt),
            one.lastUsedAddress,
            moment(one.exposedAt),
            one.scopes.join(','),
          ]),
        ),
    };
  },
});
