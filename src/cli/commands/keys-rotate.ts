import type { House } from '../../door/use-case.ts';
import { resealSecrets } from '../../use-cases/reseal-secrets.ts';
import { command } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { HASHES_STAY, hashedOf, type KeyReport, keyTable, reportKeys, sealedOf } from '../key-report.ts';
import { counted } from '../layout.ts';

const PROGRESS_ROWS = 10_000;

/** Chunk by chunk, each in a transaction of its own. Gives how many rows were encrypted anew. */
const resealAll = async (context: CommandContext, house: House): Promise<number> => {
  let [resealed, told] = [0, 0];
  for (;;) {
    const rows = await resealSecrets(house, context.call(), null);
    resealed += rows;
    if (rows === 0) return resealed;
    if (resealed - told >= PROGRESS_ROWS) {
      told = resealed;
      context.output.note(`${resealed} encrypted anew`);
    }
  }
};

/** What each key but the current one is needed for still, so that it is known when it can go. */
const remains = (keys: readonly KeyReport[]): readonly string[] =>
  keys
    .filter((key) => key.place !== 'current')
    .map((key) => {
      if (sealedOf(key) > 0 && key.place === 'missing') {
        return `${key.keyId} is missing in the ring, and ${counted(sealedOf(key), 'secret')} cannot be opened without it.`;
      }
      if (sealedOf(key) > 0) return `${key.keyId} is needed for ${counted(sealedOf(key), 'secret')}: run it again.`;
      if (hashedOf(key) > 0) return `${key.keyId} is needed for ${counted(hashedOf(key), 'hash', 'hashes')} still.`;
      return `${key.keyId} is needed for nothing any more: it can go.`;
    });

export const keysRotate = command({
  name: 'keys rotate',
  say: 'encrypt anew, with the current key, whatever an older one of the ring encrypted; put the new key first in ONYX_KEYS and restart every process before',
  parameters: {},
  run: async (context) => {
    const { house } = await context.openHouse();
    const resealed = await resealAll(context, house);
    const keys = await reportKeys(house);
    const left = keys.filter(({ place }) => place !== 'current').reduce((sum, key) => sum + sealedOf(key), 0);
    return {
      json: { currentKey: house.keyRing.currentId, resealed, left, keys },
      text: () => [
        `Encrypted ${counted(resealed, 'secret')} anew with ${house.keyRing.currentId}.`,
        ...remains(keys),
        ...keyTable(keys),
      ],
      notes: [HASHES_STAY],
      isFailure: left > 0,
    };
  },
});
