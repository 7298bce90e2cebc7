import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readConfig } from '../../src/config.ts';
import { openSecrets } from '../../src/domains/webhooks/index.ts';
import type { House } from '../../src/door/use-case.ts';
import type { Owner } from '../../src/kernel/actor.ts';
import { newKey } from '../../src/kernel/secret.ts';
import { createInstallLink } from '../../src/use-cases/create-install-link.ts';
import { readActivation } from '../../src/use-cases/read-activation.ts';
import { resealSecrets } from '../../src/use-cases/reseal-secrets.ts';
import { callerAuthentication } from '../../src/views/caller.ts';
import { findInstallPage } from '../../src/views/install-page.ts';
import { openHouse } from '../../src/wiring.ts';
import { seedReadyEsim } from '../support/esims.ts';
import { JP, partnerCall } from '../support/orders.ts';
import type { Environment } from '../support/run-onyx.ts';
import { packageDraft, seedCatalogue, seedCredential, seedPartner } from '../support/seed.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { runWarm } from '../support/warm-onyx.ts';
import { seedEndpoint } from '../support/webhooks.ts';

const [OLD, NEW] = [`old:${newKey()}`, `new:${newKey()}`];

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-cli-'));
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const environment = (keys: string): Environment => ({
  DATABASE_URL: database.url,
  ONYX_DATA_DIR: join(folder, 'data'),
  ONYX_KEYS: keys,
  PORT: '0',
});

const withHouse = async <Result>(keys: string, work: (house: House) => Promise<Result>): Promise<Result> => {
  const house = await openHouse(readConfig(environment(keys)), database.url);
  try {
    return await work(house);
  } finally {
    await house.database.close();
  }
};

/** More webhook secrets than one transaction takes, each encrypted for its own id. */
const SECRETS = 450;

const addSecrets = async ({ database, keyRing, clock }: House, endpointId: string): Promise<void> => {
  const rows = Array.from({ length: SECRETS - 1 }, (_, count) => {
    const id = `whs_${count}`;
    return { id, ...keyRing.encrypt(`whsec_${count}`, id) };
  });
  for (const { id, keyId, bytes } of rows) {
    await sql`insert into webhook_secrets (id, endpoint_id, key_id, sealed, created_at)
      values (${id}, ${endpointId}, ${keyId}, ${bytes}, ${clock.now()})`.execute(database.tables());
  }
};

interface Seeded {
  readonly owner: Owner;
  readonly endpointId: string;
  readonly iccids: readonly string[];
  readonly link: string;
  readonly token: string;
}

const seed = async (house: House): Promise<Seeded> => {
  await seedCatalogue(house, [packageDraft('JP', '1.00')]);
  const owner = await seedPartner(house, { wallet: '9.00', approved: [JP] });
  const [one, two] = [await seedReadyEsim(house, owner), await seedReadyEsim(house, owner)];
  const choice = { iccid: one.iccid, days: 7, oneTime: false };
  const { token: link } = await createInstallLink(house, partnerCall(owner), choice);
  const { id: endpointId } = await seedEndpoint(house, owner, { url: 'https://hooks.example/in' });
  await addSecrets(house, endpointId);
  return { owner, endpointId, iccids: [one.iccid, two.iccid], link, token: await seedCredential(house, owner) };
};

let seeded: Seeded;

const keys = async (verb: string, ring: string) => {
  const { code, stdout, stderr } = await runWarm(['keys', verb, '--json'], environment(ring));
  expect(stdout + stderr).not.toContain(ring.split(':')[1]);
  return { code, json: JSON.parse(stdout) };
};

const EMPTY = { credentials: 0, installLinks: 0, esims: 0, webhookSecrets: 0 };

test('each key is listed with what is stored under it', async () => {
  seeded = await withHouse(OLD, seed);
  const { code, json } = await keys('list', `${NEW},${OLD}`);
  expect([code, json]).toEqual([
    0,
    [
      { ...EMPTY, keyId: 'new', place: 'current' },
      { keyId: 'old', place: 'older', credentials: 1, installLinks: 1, esims: 2, webhookSecrets: SECRETS },
    ],
  ]);
});

test('a ring that lacks a needed key rotates nothing of it, says which one, and fails', async () => {
  const { code, json } = await keys('rotate', NEW);
  expect([code, json]).toMatchObject([1, { currentKey: 'new', resealed: 0, left: SECRETS + 2 }]);
  const { stdout } = await runWarm(['keys', 'rotate'], environment(NEW));
  expect(stdout).toContain(`old is missing in the ring, and ${SECRETS + 2} secrets cannot be opened without it.`);
  expect((await keys('list', NEW)).code).toBe(1);
});

test('a rotation that was ended half-way is taken up where it was, also beside another one', async () => {
  const ring = `${NEW},${OLD}`;
  const system = { actor: { kind: 'system', name: 'test' } } as const;
  const first = await withHouse(ring, (house) => resealSecrets(house, system, null));
  expect(first).toBe(202);
  const [one, two] = await Promise.all([keys('rotate', ring), keys('rotate', ring)]);
  expect(one.json.resealed + two.json.resealed).toBe(SECRETS + 2 - first);
  const { code, json } = await keys('rotate', ring);
  expect([code, json]).toEqual([
    0,
    {
      currentKey: 'new',
      resealed: 0,
      left: 0,
      keys: [
        { ...EMPTY, keyId: 'new', place: 'current', esims: 2, webhookSecrets: SECRETS },
        { ...EMPTY, keyId: 'old', place: 'older', credentials: 1, installLinks: 1 },
      ],
    },
  ]);
});

test('then all that was encrypted opens without the old key, and what is hashed does not', async () => {
  await withHouse(NEW, async (house) => {
    const { owner, endpointId, iccids, link, token } = seeded;
    for (const iccid of iccids) {
      const { matchingId } = await readActivation(house, partnerCall(owner), { iccid });
      expect(matchingId).toMatch(/^MATCHING-/);
    }
    const secrets = await openSecrets(house.database.tables(), house.keyRing, endpointId, house.clock.now());
    expect(new Set(secrets).size).toBe(SECRETS);
    expect(secrets).toContain('whsec_448');
    expect(await findInstallPage(house, link)).toBeNull();
    expect(await callerAuthentication(house)(token)).toBeNull();
  });
  await withHouse(`${NEW},${OLD}`, async (house) => {
    expect(await findInstallPage(house, seeded.link)).not.toBeNull();
    expect(await callerAuthentication(house)(seeded.token)).not.toBeNull();
  });
});

test('a key that opens only what has ended can go, and neither list nor doctor misses it', async () => {
  const ended = (await withHouse(NEW, async ({ database: { orm } }) => {
    const connection = orm.em.getConnection();
    await connection.execute('update install_links set revoked_at = now()');
    return connection.execute('select id from credentials');
  })) as readonly { readonly id: string }[]; // the columns of the query
  for (const { id } of ended) {
    const revoked = await runWarm(['credential', 'revoke', id, '--reason', 'scheduled'], environment(NEW));
    expect(revoked.code).toBe(0);
  }
  expect(await keys('list', NEW)).toMatchObject({ code: 0, json: [{ keyId: 'new', place: 'current' }] });
  const { stdout } = await runWarm(['doctor'], environment(NEW));
  expect(stdout).toMatch(/^ok {4}keys +1 key in the ring, all that are needed$/m);
});

test('a key that is missing is asked for where the ring came from', async () => {
  const other = `other:${newKey()}`;
  const named = await runWarm(['doctor'], environment(other));
  expect(named.stdout).toMatch(/Put it back from a backup into ONYX_KEYS; /);
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'data/keys'), other);
  const kept = await runWarm(['doctor'], environment(''));
  expect(kept.stdout).toMatch(/Put it back from a backup into the file \S+\/data\/keys; /);
});

test('a ring with two keys of one id is refused', async () => {
  const { code, stderr } = await runWarm(['keys', 'list'], environment(`${OLD},old:${newKey()}`));
  expect([code, stderr]).toEqual([2, 'ONYX_KEYS takes each id once: two of its keys have the same.\n']);
});
