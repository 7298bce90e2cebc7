import { command } from '../command.ts';
import { HASHES_STAY, keyTable, reportKeys } from '../key-report.ts';

export const keysList = command({
  name: 'keys list',
  say: 'list the keys of the ring with how much of what is stored needs each one',
  parameters: {},
  run: async (context) => {
    const { house } = await context.openHouse();
    const keys = await reportKeys(house);
    return {
      json: keys,
      text: () => keyTable(keys),
      notes: [HASHES_STAY],
      isFailure: keys.some(({ place }) => place === 'missing'),
    };
  },
});
