import type { House } from '../door/use-case.ts';
import { listStoredKeys, type StoredKey } from '../views/stored-keys.ts';
import { table } from './layout.ts';

/** Where a key stands in the ring; `missing` is a key that something needs and that is not there. */
type KeyPlace = 'current' | 'older' | 'missing';

/** A key, and what is stored that only it opens. */
export interface KeyReport extends StoredKey {
  readonly place: KeyPlace;
}

const NOTHING = { credentials: 0, installLinks: 0, esims: 0, webhookSecrets: 0 } as const;

/** Every key of the ring, the current one first, and then those that are missing in it. */
export const reportKeys = async (house: House): Promise<readonly KeyReport[]> => {
  const stored = await listStoredKeys(house);
  const { ids, currentId } = house.keyRing;
  const inRing = ids.map((keyId): KeyReport => {
    const needed = stored.find((key) => key.keyId === keyId);
    return { ...NOTHING, keyId, ...needed, place: keyId === currentId ? 'current' : 'older' };
  });
  const missing = stored.filter(({ keyId }) => !ids.includes(keyId));
  return [...inRing, ...missing.map((key): KeyReport => ({ ...key, place: 'missing' }))];
};

/** What is encrypted with a key. */
export const sealedOf = ({ esims, webhookSecrets }: StoredKey): number => esims + webhookSecrets;

/** What is hashed with a key. */
export const hashedOf = ({ credentials, installLinks }: StoredKey): number => credentials + installLinks;

export const keyTable = (keys: readonly KeyReport[]): readonly string[] =>
  table(
    ['KEY', 'PLACE', 'ESIMS', 'WEBHOOK SECRETS', 'CREDENTIALS', 'INSTALL LINKS'],
    keys.map((key) => [key.keyId, key.place, key.esims, key.webhookSecrets, key.credentials, key.installLinks]),
  );

/** What of a key's rows a rotation cannot take over. */
export const HASHES_STAY =
  'Credentials and install links are kept as hashes: they stay with their key until they have ended, and then count no more. Take a key out of the ring once nothing needs it.';

/** Only beside the embedded database are keys made: any other one is shared with processes that would have others. */
export const KEYS_MISSING =
  'ONYX_KEYS is missing, which DATABASE_URL takes with it; make a first key with `node -p \'"2026-11:" + crypto.randomBytes(32).toString("base64")\'` and give the same to every process.';
