import { sql } from 'kysely';
import type { ActivationMaterial } from '../../src/domains/esims/index.ts';
import { walkChains } from '../../src/views/ledger-chain.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import type { TestApi } from './test-api.ts';
import type { TestHouse } from './test-house.ts';

interface SealedEsim {
  readonly iccid: string;
  readonly keyId: string;
  readonly bytes: Buffer;
}

/** Every ICCID and matching id that the house has, opened with its keys. */
const storedSecrets = async ({ database, keyRing }: TestHouse): Promise<readonly string[]> => {
  const { rows } = await sql<SealedEsim>`
    select iccid, key_id as "keyId", activation_sealed as bytes from esims`.execute(database.tables());
  return rows.flatMap(({ iccid, ...sealed }) => {
    const { matchingId }: ActivationMaterial = JSON.parse(keyRing.decrypt(sealed, iccid));
    return [iccid, matchingId];
  });
};

/** Every secret that signs webhooks, as it is shown and as it could be shown elsewhere: without its prefix. */
export const webhookSecrets = async ({ database, keyRing }: TestHouse): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string; keyId: string; bytes: Buffer }>`
    select id, key_id as "keyId", sealed as bytes from webhook_secrets`.execute(database.tables());
  return rows.map(({ id, ...sealed }) => keyRing.decrypt(sealed, id).replace(/^wh[a-z]+_/, ''));
};

/** The books prove, and nothing secret stands in what was logged since the last look. */
export const expectInvariants = async (api: TestApi): Promise<void> => {
  const { offenders } = await proveLedger(api.house, null);
  const chains = await walkChains(api.house, null, { isFull: true });
  expect([...offenders, ...chains.flatMap(({ findings }) => findings)]).toEqual([]);
  const signing = await webhookSecrets(api.house);
  const secrets = [...api.secrets, ...signing, ...(await storedSecrets(api.house))];
  const logged = api.unchecked();
  expect(secrets.filter((secret) => logged.includes(secret))).toEqual([]);
};

/** Registers what holds after every test of a file. */
export const keepInvariants = (api: () => TestApi): void => {
  afterEach(() => expectInvariants(api()));
};
