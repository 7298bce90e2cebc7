import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { openWallet } from '../../src/use-cases/open-wallet.ts';
import { proveLedger } from '../../src/views/ledger-proof.ts';
import { agreeMinimum, numbersOf, openDraftOf } from '../support/invoices.ts';
import { systemCall } from '../support/orders.ts';
import { seedCatalogue, seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, TEST_KEY, type TestHouse } from '../support/test-house.ts';
import { expectAgreement } from './money/agreement.ts';
import type { Work } from './money/killed-child.ts';
import { OFFERS } from './money/perform.ts';
import { drawsFrom, plan } from './money/series.ts';

const CHILD = join(import.meta.dirname, 'money/killed-child.ts');
const FLAGS = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];

const clock = new TestClock();
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse(clock);
  await seedCatalogue(house, Object.values(OFFERS));
});
afterAll(() => house.close());

/** What a process said until it ended, killed as soon as it had said so many lines; to its own end where that is null. */
const runKilled = async (work: Work, killAfter: number | null): Promise<readonly string[]> => {
  const key = { id: TEST_KEY.id, key: TEST_KEY.key.toString('base64') };
  const told = JSON.stringify({ databaseUrl: house.databaseUrl, key, work });
  const child = spawn(process.execPath, [...FLAGS, CHILD, told], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === killAfter) child.kill('SIGKILL');
  }
  const [code, signal] = await exit;
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`ended with ${code} after ${lines.at(-1)}`);
  return lines;
};

const SEED = 20_261_124;
const STEPS = 100;
const KILLS = 4;

test('a series of steps, killed in the middle of any of them and begun again there, comes to what it comes to at one go', async () => {
  const owner = await seedPartner(house, { approved: Object.values(OFFERS).map(({ packageId }) => packageId) });
  for (const currency of ['JPY', 'KWD'] as const) await openWallet(house, systemCall(owner), { currency });
  const from = clock.now().getTime();
  const draw = drawsFrom(SEED);
  let done = 0;
  let kills = 0;
  for (let isEnded = false; !isEnded; ) {
    const killAfter = kills < KILLS ? 1 + (draw() % Math.floor((2 * STEPS) / KILLS)) : null;
    const lines = await runKilled({ kind: 'series', owner, seed: SEED, count: STEPS, from, done }, killAfter);
    done += lines.filter((line) => line.startsWith('done')).length;
    isEnded = lines.includes('ended');
    kills += isEnded ? 0 : 1;
  }
  // A process that is quicker than whoever kills it may come to its end.
  expect(kills).toBeGreaterThan(0);
  await expectAgreement(house, owner, plan(SEED, STEPS, from).end);
}, 120_000);

const WALLETS = 160;
const KILLS_OF_CLOSING = 3;

test('killed while it closes the months of 160 wallets, each is issued once and no number is left out', async () => {
  const owners = await Promise.all(Array.from({ length: WALLETS }, () => seedPartner(house)));
  await Promise.all(owners.map((owner) => agreeMinimum(house, owner, 100n)));
  const [first] = owners;
  if (!first) throw new Error('nobody was seeded');
  const now = (await openDraftOf(house, first)).periodEnd.getTime();
  const draw = drawsFrom(SEED);
  for (let kill = 0; kill < KILLS_OF_CLOSING; kill += 1) {
    expect(
      await runKilled({ kind: 'close', now }, 1 + (draw() % Math.floor(WALLETS / KILLS_OF_CLOSING / 2))),
    ).not.toContain('ended');
  }
  expect(await runKilled({ kind: 'close', now }, null)).toContain('ended');
  for (const owner of owners) expect(await numbersOf(house, owner)).toEqual(['000001']);
  const { rows } = await sql<{ balances: string }>`
    select distinct balance_minor::text as balances from accounts
    where kind = 'available' and mode = 'sandbox'
      and organisation_id = any(${owners.map(({ organisationId }) => organisationId)}::text[])`.execute(
    house.database.tables(),
  );
  expect(rows).toEqual([{ balances: '-100' }]);
  expect((await proveLedger(house, null)).offenders).toEqual([]);
}, 120_000);
