import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeMonths } from '../../src/use-cases/close-months.ts';
import { disputeInvoice } from '../../src/use-cases/dispute-invoice.ts';
import { settledOrder } from '../support/endings.ts';
import { agreeMinimum, draftOfMonth, openDraftOf } from '../support/invoices.ts';
import { entriesOf, partnerCall } from '../support/orders.ts';
import type { Run } from '../support/run-onyx.ts';
import { packageDraft, seedCatalogue } from '../support/seed.ts';
import { openTestHouse, TEST_KEY, type TestHouse } from '../support/test-house.ts';
import { runWarm } from '../support/warm-onyx.ts';

let house: TestHouse;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onyx-test-invoices-'));
  house = await openTestHouse();
  await seedCatalogue(house, [packageDraft('JP', '4.00')]);
});

afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const onyx = (...args: readonly string[]): Promise<Run> => {
  const keys = `${TEST_KEY.id}:${TEST_KEY.key.toString('base64')}`;
  return runWarm(args, { DATABASE_URL: house.databaseUrl, ONYX_DATA_DIR: folder, ONYX_KEYS: keys });
};

const json = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await onyx(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

/** What a command says that refuses. */
const refusal = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await onyx(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  return stderr;
};

/** A partner with one order of 4.00 that is ready, and a minimum of 10.00 a month of which half of each price counts. */
const seedMonth = async () => {
  const { owner } = await settledOrder(house, 'ready');
  const { organisationId } = owner;
  await agreeMinimum(house, owner, 1_000n, 5_000);
  return { organisationId, draft: await openDraftOf(house, owner) };
};

/** Closes the month that it is now, as if the next one had begun: by the time of the sandbox. */
const closeLater = async (organisationId: string) => {
  const now = new Date();
  const nextMonth = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2);
  await house.database
    .tables<{ sandbox_clocks: { organisation_id: string; offset_ms: number; updated_at: Date } }>()
    .insertInto('sandbox_clocks')
    .values({ organisation_id: organisationId, offset_ms: nextMonth - now.getTime(), updated_at: now })
    .execute();
  return closeMonths(house, { actor: { kind: 'operator', name: 'test' }, organisationId });
};

test('a month is a draft, is issued once with its true-up, is paid once, and a paid one is not made void', async () => {
  const { organisationId, draft } = await seedMonth();
  await json('invoice', 'terms', '--organisation', organisationId, '--minimum', '10.00', '--gross-profit', '50');
  expect(await json('invoice', 'list', '--organisation', organisationId)).toMatchObject([
    { id: draft.id, status: 'draft', number: null, orders: '4.00', grossProfit: '2.00', trueUp: '8.00' },
  ]);
  expect(await refusal('invoice', 'issue', draft.id)).toMatch(/^The period of this invoice is not over\./);
  const closed = await closeLater(organisationId);
  expect(closed).toMatchObject({ issued: [expect.stringMatching(/^TEST-[0-9A-Z]{8}-000001$/)], failed: [] });
  const [number = ''] = closed.issued;
  expect(await json('invoice', 'show', number)).toMatchObject({
    id: draft.id,
    status: 'issued',
    totalDue: '8.00',
    lineCount: 2,
    entries: { first: 1, last: 3 },
  });
  expect(await refusal('invoice', 'issue', number)).toMatch(/^The invoice was issued before\./);
  expect(await refusal('invoice', 'pay', number)).toMatch(/^The wallet does not cover the invoice\./);
  const paid = await json('invoice', 'pay', number, '--reference', 'BANK-1');
  expect(paid).toMatchObject({ status: 'paid', paymentEntryId: expect.stringMatching(/^ent_/) });
  expect(await refusal('invoice', 'pay', number, '--reference', 'BANK-2')).toMatch(/^The invoice is paid\./);
  expect(await refusal('invoice', 'void', number, '--reason', 'wrong')).toMatch(/^The invoice is paid\./);
  expect(await json('wallet', 'show', '--organisation', organisationId)).toMatchObject({
    wallets: [{ available: '6.00' }],
  });
});

test('a void invoice gives its true-up back, keeps its number, and its month is issued anew with the next one', async () => {
  const { organisationId, draft } = await seedMonth();
  const [first = ''] = (await closeLater(organisationId)).issued;
  expect(await json('invoice', 'void', first, '--reason', 'wrong address')).toMatchObject({
    status: 'void',
    voidReason: 'wrong address',
    reversalEntryId: expect.stringMatching(/^ent_/),
  });
  expect(await json('invoice', 'close-month', '--organisation', organisationId)).toMatchObject({ issued: [] });
  const { id: again } = await draftOfMonth(house, { organisationId, mode: 'sandbox' }, draft.month);
  const issued = await json('invoice', 'issue', again);
  expect(issued.number).toBe(first.replace(/1$/, '2'));
  expect(issued).toMatchObject({
    orders: '4.00',
    totalDue: '8.00',
    entries: { last: 3 },
  });
  expect(await refusal('invoice', 'pay', first, '--reference', 'BANK-3')).toMatch(/^The invoice is void\./);
});

test('a dispute is listed, accepted in part once, and its order is not given back again; another one is rejected', async () => {
  const { organisationId, draft } = await seedMonth();
  await closeLater(organisationId);
  const owner = { organisationId, mode: 'sandbox' } as const;
  const captured = (await entriesOf(house, owner)).filter(({ type }) => type === 'capture').map(({ id }) => id);
  const open = () =>
    disputeInvoice(house, partnerCall(owner), {
      invoiceId: draft.id,
      reason: 'wrong_price',
      note: 'agreed on 3.00',
      entryIds: captured,
    });
  const first = await open();
  expect(await refusal('invoice', 'void', draft.id, '--reason', 'wrong')).toMatch(/^A dispute of the invoice is open/);
  expect(await json('dispute', 'reject', first.id, '--answer', 'agreed on 4.00')).toMatchObject({ status: 'rejected' });
  const second = await open();
  expect(await json('dispute', 'list', '--organisation', organisationId)).toMatchObject([
    { id: second.id, status: 'open', amount: '4.00', note: 'agreed on 3.00', lineCount: 1 },
  ]);
  expect(await json('dispute', 'accept', second.id, '--credit', '1.00')).toMatchObject({
    status: 'accepted',
    credit: '1.00',
  });
  expect(await refusal('dispute', 'accept', second.id)).toMatch(/^The dispute was decided before\./);
  expect(await json('dispute', 'list', '--organisation', organisationId, '--all')).toHaveLength(2);
});

test('a month in which nothing was booked and nothing agreed is skipped', async () => {
  const created = await onyx('partner', 'create', '--name', 'Quiet Ltd', '--time-zone', 'Europe/Berlin');
  const organisationId = created.stdout.trim();
  expect(await closeLater(organisationId)).toMatchObject({ issued: [], failed: [], skipped: expect.any(Number) });
  expect(await json('invoice', 'list', '--organisation', organisationId)).toMatchObject([
    { status: 'draft', timeZone: 'Europe/Berlin' },
  ]);
});

test('a wallet of another currency, its credit line and its threshold are set and shown', async () => {
  const organisationId = (await onyx('partner', 'create', '--name', 'Yen Ltd')).stdout.trim();
  const named = ['--organisation', organisationId] as const;
  await json('wallet', 'open', ...named, '--currency', 'JPY');
  expect(await refusal('wallet', 'open', ...named, '--currency', 'JPY')).toMatch(/^The organisation has a wallet/);
  await json('wallet', 'set', ...named, '--currency', 'JPY', '--credit-line', '5000', '--low-balance', '1000');
  expect((await json('wallet', 'show', ...named)).wallets).toEqual([
    { currency: 'JPY', available: '0', reserved: '0', creditLine: '5000', lowBalance: '1000' },
    { currency: 'USD', available: '0.00', reserved: '0.00', creditLine: '0.00', lowBalance: null },
  ]);
  await json('wallet', 'set', ...named, '--currency', 'JPY', '--low-balance', 'off');
  const text = (await onyx('wallet', 'show', ...named)).stdout;
  expect(text).toMatch(/JPY +0 +0 +5000 +not told/);
});

test('a month is reconciled, and a list is held against it: what differs is told, and ends with a failure', async () => {
  const { organisationId } = await seedMonth();
  expect(await json('reconcile', '--organisation', organisationId)).toMatchObject({
    isMatched: true,
    orders: 1,
    matched: 1,
  });
  const list = join(folder, 'list.csv');
  await writeFile(list, 'partnerOrderId,amount\np1,4.00\n');
  expect(await json('reconcile', '--organisation', organisationId, '--file', list)).toMatchObject({ matched: 1 });
  await writeFile(list, 'partnerOrderId,amount\np1,5.00\np2,1\n');
  const { code, stdout } = await onyx('reconcile', '--organisation', organisationId, '--file', list);
  expect(code).toBe(1);
  expect(stdout).toMatch(/2 +p1 +AMOUNT_DIFFERS +5\.00 +4\.00/);
  expect(await refusal('reconcile', '--organisation', organisationId, '--file', '/nowhere')).toMatch(/cannot be read/);
});

test('what was written wrongly is refused before anything happens', async () => {
  const organisationId = (await onyx('partner', 'create', '--name', 'Typo Ltd')).stdout.trim();
  const wrong = async (...args: readonly string[]) => (await onyx(...args)).stderr;
  expect(await wrong('invoice', 'show', 'INV-1')).toMatch(/<invoice> takes an invoice id/);
  expect(
    await wrong('invoice', 'terms', '--organisation', organisationId, '--minimum', '1', '--gross-profit', '101'),
  ).toMatch(/--gross-profit takes 0 to 100/);
  expect(
    await wrong('invoice', 'terms', '--organisation', organisationId, '--minimum', '1', '--from', '2026-13'),
  ).toMatch(/--from takes a month/);
  expect(await wrong('partner', 'time-zone', '--organisation', organisationId, '--time-zone', '+02:00')).toMatch(
    /--time-zone takes an IANA time zone/,
  );
  expect(await wrong('wallet', 'set', '--organisation', organisationId)).toMatch(/--credit-line takes given/);
  expect(await wrong('invoice', 'show', 'INV-00000000-000001')).toMatch(/^There is no such invoice\./);
});

test('an invoice is written as its partner fetches it, printed and line by line, for its user alone to read', async () => {
  const { organisationId, draft } = await seedMonth();
  const [pdf, csv] = [join(folder, 'invoice.pdf'), join(folder, 'invoice.csv')];
  const shown = await onyx('invoice', 'show', draft.id, '--pdf', pdf, '--csv', csv);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(new RegExp(`^organisation +Partner-\\d+, ${organisationId}\nmode +sandbox\n`, 'm'));
  expect(shown.stdout).toMatch(/^disputes +none$/m);
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
  const lines = (await readFile(csv, 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('4.00');
  expect((await stat(pdf)).mode & 0o777).toBe(0o600);
  const nowhere = join(folder, 'none', 'invoice.pdf');
  expect(await refusal('invoice', 'show', draft.id, '--pdf', nowhere)).toBe(`The file ${nowhere} has no folder.\n`);
});
