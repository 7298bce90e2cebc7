import { MODES } from '../../kernel/actor.ts';
import { listWalletsOfAll } from '../../views/listed-wallets.ts';
import { command } from '../command.ts';
import { table } from '../layout.ts';
import { defaulting, flag, optional } from '../parameters.ts';
import { oneOf, wholeNumber } from '../read-value.ts';
import { walletJson } from '../wallet-report.ts';

const LIMIT_MAX = 10_000;

export const walletList = command({
  name: 'wallet list',
  say: 'list the wallets of all organisations, by their names',
  parameters: {
    isOverdrawn: flag('--overdrawn', 'only those that owe more than their credit line'),
    isLow: flag('--low', 'only those below their threshold'),
    mode: optional('--mode <mode>', 'one mode alone, sandbox or live', oneOf(MODES)),
    limit: defaulting('--limit <count>', 'how many at most', wholeNumber(1, LIMIT_MAX), '200'),
  },
  run: async (context, filter) => {
    const { house } = await context.openHouse();
    const wallets = (await listWalletsOfAll(house, filter)).map((one) => ({
      organisationId: one.organisationId,
      organisation: one.organisation,
      mode: one.mode,
      ...walletJson(one),
      isLow: one.isLow,
      isOverdrawn: one.isOverdrawn,
    }));
    return {
      json: wallets,
      text: () =>
        table(
          ['ORGANISATION', 'NAME', 'MODE', 'CURRENCY', 'AVAILABLE', 'RESERVED', 'CREDIT LINE', 'LOW BELOW', 'STATE'],
          wallets.map((one) => [
            one.organisationId,
            one.organisation,
            one.mode,
            one.currency,
            one.available,
            one.reserved,
            one.creditLine,
            one.lowBalance ?? 'not told',
            [one.isOverdrawn && 'overdrawn', one.isLow && 'low'].filter(Boolean).join(', ') || null,
          ]),
        ),
    };
  },
});
