import { sql } from 'kysely';
import { getEsim } from '../../src/domains/esims/index.ts';
import { expireEsims } from '../../src/jobs/expire-esims.ts';
import type { Log } from '../../src/kernel/log.ts';
import { advanceSandboxClock } from '../../src/use-cases/advance-sandbox-clock.ts';
import { type SeededEsim, seedInstalledEsim, seedReadyEsim } from '../support/esims.ts';
import { JP, partnerCall } from '../support/orders.ts';
import { packageDraft, seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, type TestHouse } from '../support/test-house.ts';
import { eventsOf } from '../support/webhooks.ts';

const DAY_MS = 86_400_000;
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, [packageDraft('JP', '1.00')]);
});

afterAll(() => house.close());

const partner = (mode: 'sandbox' | 'live' = 'sandbox') => seedPartner(house, { mode, wallet: '9.00', approved: [JP] });

const statusOf = async ({ owner, iccid }: SeededEsim) => (await getEsim(house.database.tables(), owner, iccid)).status;

test('eSIMs whose validity is over expire once each, in chunks, and the others stay', async () => {
  const owner = await partner();
  const live = await partner('live');
  const over: SeededEsim[] = [];
  for (const one of [owner, owner, owner, live]) over.push(await seedInstalledEsim(house, one));
  const ready = await seedReadyEsim(house, owner);
  clock.advance(1);
  const young = await seedInstalledEsim(house, owner);
  clock.advance(30 * DAY_MS - 1_000);
  expect(await expireEsims(house, silent, 2)).toBe(0);
  clock.advance(999);
  const ended = await Promise.all([expireEsims(house, silent, 2), expireEsims(house, silent, 2)]);
  expect(Math.max(...ended)).toBeGreaterThan(0);
  expect(await Promise.all(over.map(statusOf))).toEqual(['expired', 'expired', 'expired', 'expired']);
  expect(await Promise.all([ready, young].map(statusOf))).toEqual(['ready', 'installed']);
  const told = [...(await eventsOf(house, owner)), ...(await eventsOf(house, live))];
  expect(told.filter(({ type }) => type === 'esim.expired')).toHaveLength(4);
});

test('a sandbox that is ahead loses its eSIMs by its own time, and nobody else does', async () => {
  const [ahead, other] = [await partner(), await partner()];
  const [hers, theirs] = [await seedInstalledEsim(house, ahead), await seedInstalledEsim(house, other)];
  await advanceSandboxClock(house, partnerCall(ahead), { seconds: 30 * 86_400 });
  expect(await expireEsims(house, silent)).toBeGreaterThan(0);
  expect(await Promise.all([hers, theirs].map(statusOf))).toEqual(['expired', 'installed']);
});

test('eSIMs that cannot be ended keep none of those behind them', async () => {
  const owner = await partner();
  const esims: SeededEsim[] = [];
  for (const _one of [1, 2, 3, 4]) {
    esims.push(await seedInstalledEsim(house, owner));
    clock.advance(1_000);
  }
  const stuck = esims.slice(0, 3);
  const tables = house.database.tables();
  await sql`
    create function keep_installed() returns trigger language plpgsql as $$ begin raise 'not this one'; end $$`.execute(
    tables,
  );
  const iccids = sql.raw(stuck.map(({ iccid }) => `'${iccid}'`).join(', '));
  await sql`
    create trigger stuck before update on esims for each row when (old.iccid in (${iccids})) execute function keep_installed()`.execute(
    tables,
  );
  clock.advance(30 * DAY_MS);
  expect(await expireEsims(house, silent, 2)).toBeGreaterThan(0);
  await sql`drop trigger stuck on esims`.execute(tables);
  expect(await Promise.all(esims.map(statusOf))).toEqual(['installed', 'installed', 'installed', 'expired']);
});
