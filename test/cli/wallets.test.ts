import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agreeInvoiceTerms } from '../../src/use-cases/agree-invoice-terms.ts';
import { closeMonths } from '../../src/use-cases/close-months.ts';
import { setWalletTerms } from '../../src/use-cases/set-wallet-terms.ts';
import { systemCall } from '../support/orders.ts';
import { seedPartner } from '../support/seed.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestHouse, TEST_KEY, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

const MONTH_MS = 31 * 86_400_000;

const clock = new TestClock();
let house: TestHouse;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-wallets-'));
  house = await openTestHouse(clock);
});

afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const list = async (...args: readonly string[]) => {
  const keys = `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`;
  const { code, stdout, stderr } = await runWarm(['wallet', 'list', ...args], {
    DATABASE_URL: house.databaseUrl,
    ONYX_DATA_DIR: folder,
    ONYX_KEYS: keys,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

test('wallets are listed with their organisations, those that are low or overdrawn alone where that is asked for', async () => {
  const plenty = await seedPartner(house, { mode: 'live', wallet: '50.00' });
  const low = await seedPartner(house, { mode: 'live', wallet: '5.00' });
  await setWalletTerms(house, systemCall(low), { currency: 'USD', lowBalanceMinor: 1_000n });
  const ids = async (...args: readonly string[]): Promise<readonly string[]> =>
    JSON.parse(await list(...args, '--json')).map((one: { readonly organisationId: string }) => one.organisationId);
  expect(await ids('--mode', 'live')).toEqual([plenty.organisationId, low.organisationId]);
  expect(await ids('--low')).toEqual([low.organisationId]);
  expect(await ids('--overdrawn')).toEqual([]);
  expect(await ids('--low', '--mode', 'sandbox')).toEqual([]);
  expect(await ids('--limit', '1')).toHaveLength(1);
  const terms = { monthlyMinimumMinor: 6_000n, grossProfitBasisPoints: 10_000 };
  await agreeInvoiceTerms(house, systemCall(plenty), { currency: 'USD', month: '2026-11-01', ...terms });
  clock.advance(MONTH_MS);
  await closeMonths(house, { actor: { kind: 'system', name: 'test' }, organisationId: null });
  expect((await list('--overdrawn')).split('\n')).toEqual([
    expect.stringMatching(/^ORGANISATION +NAME +MODE +CURRENCY +AVAILABLE +RESERVED +CREDIT LINE +LOW BELOW +STATE$/),
    expect.stringMatching(
      new RegExp(`^${plenty.organisationId} +Partner-\\d+ +live +USD +-10\\.00 +0\\.00 +0\\.00 +not told +overdrawn$`),
    ),
    '',
  ]);
});
